#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace atlas {

/// A map drawn in characters, one row a line of its file.
class Map {
 public:
  static Map load(const std::filesystem::path &file);

  std::string drawn() const;
  /// How many squares of it are drawn with that character.
  int squares(char kind) const;

 private:
  std::vector<std::string> rows_;
};

}  // namespace atlas
