require 'damm/damm'

# Check digits for numbers that people copy by hand.
module Damm
  def self.valid?(text)
    check_digit(text).zero?
  end
end
