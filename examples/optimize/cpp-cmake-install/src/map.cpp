#include "atlas/map.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace atlas {

Map Map::load(const std::filesystem::path &file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("There is no map " + file.string());
  Map map;
  for (std::string row; std::getline(in, row);) map.rows_.push_back(row);
  return map;
}

std::string Map::drawn() const {
  std::string all;
  for (const auto &row : rows_) all += row + '\n';
  return all;
}

int Map::squares(char kind) const {
  int found = 0;
  for (const auto &row : rows_) found += static_cast<int>(std::count(row.begin(), row.end(), kind));
  return found;
}

}  // namespace atlas
