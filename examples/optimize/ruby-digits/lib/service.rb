require 'json'
require 'socket'
require 'uri'
require 'damm'

# Answers GET /digit/NUMBER and GET /check/NUMBER, one request a connection.
class Service
  def initialize(port)
    @server = TCPServer.new('0.0.0.0', port)
  end

  def run
    trap('TERM') { exit }
    loop { Thread.new(@server.accept) { |client| serve(client) } }
  end

  def self.answer(path)
    case path
    when '/' then [200, { service: 'digits', languages: phrases.keys }]
    when %r{\A/digit/(\d+)\z} then [200, { number: $1, digit: Damm.check_digit($1) }]
    when %r{\A/check/(\d+)\z} then [200, { number: $1, says: phrases.dig('en', Damm.valid?($1) ? 'right' : 'wrong') }]
    else [404, { error: 'There is nothing here.' }]
    end
  end

  # Read each time: translators change the file while the service runs.
  def self.phrases
    JSON.parse(File.read(File.expand_path('../config/phrases.json', __dir__)))
  end

  private

  def serve(client)
    path = client.gets.to_s.split[1].to_s
    nil until client.gets.to_s.strip.empty?
    status, body = self.class.answer(URI.decode_www_form_component(path))
    text = JSON.generate(body)
    client.write("HTTP/1.1 #{status} #{status == 200 ? 'OK' : 'Not Found'}\r\nContent-Type: application/json\r\n" \
                 "Content-Length: #{text.bytesize}\r\nConnection: close\r\n\r\n#{text}")
  ensure
    client.close
  end
end
