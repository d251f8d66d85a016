require 'minitest/autorun'
require 'rack/test'
require_relative '../lib/shortcuts/app'

class AppTest < Minitest::Test
  include Rack::Test::Methods

  def app
    Shortcuts::App
  end

  def test_a_word_leads_to_its_path
    get '/go/Menu'
    assert_equal 302, last_response.status
    assert_match %r{/canteen/menu\z}, last_response['Location']
  end

  def test_an_unknown_word_is_answered_with_near_ones
    get '/go/mapp'
    assert_equal 404, last_response.status
    assert_includes last_response.body, 'Near it: mail, map'
  end
end
