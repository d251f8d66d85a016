module Shortcuts
  # Short words and the paths that they stand for.
  class Book
    def initialize(entries = {})
      @entries = entries.transform_keys(&:downcase)
    end

    def [](word)
      @entries[word.downcase]
    end

    def words
      @entries.keys.sort
    end

    # The words that begin as this one does, for a person who mistyped.
    def near(word)
      words.select { |known| known.start_with?(word.downcase[0, 2]) }
    end
  end
end
