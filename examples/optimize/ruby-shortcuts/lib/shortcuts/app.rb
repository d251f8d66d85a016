require 'sinatra/base'
require_relative 'book'

module Shortcuts
  class App < Sinatra::Base
    set :root, File.expand_path('../..', __dir__)
    set :book, Book.new('menu' => '/canteen/menu', 'map' => '/campus/map', 'mail' => '/post-room')

    get '/' do
      erb :index, locals: { words: settings.book.words }
    end

    get '/go/:word' do |word|
      path = settings.book[word]
      return redirect(path, 302) if path

      status 404
      "No shortcut #{word}. Near it: #{settings.book.near(word).join(', ')}\n"
    end
  end
end
