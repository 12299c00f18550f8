// A rectangle of a picture.
#pragma once

namespace vestnik {

// Pixels from the left and the top edge.
struct Area {
  int left = 0, top = 0, width = 0, height = 0;
  bool operator==(const Area&) const = default;

  bool is_within(int whole_width, int whole_height) const {
    return left >= 0 && top >= 0 && width > 0 && height > 0 && left <= whole_width - width &&
           top <= whole_height - height;
  }
};

}  // namespace vestnik
