require 'minitest/autorun'
require_relative '../lib/service'

class ServiceTest < Minitest::Test
  def test_a_number_gets_its_digit
    assert_equal [200, { number: '572', digit: 4 }], Service.answer('/digit/572')
  end

  def test_two_digits_swapped_are_noticed
    assert_equal 'copied wrong', Service.answer('/check/7524').last[:says]
  end
end
