// Memory that must not keep what was in it, once nobody needs it. Any thread.
#pragma once

#include <string.h>

#include <memory>
#include <string>

namespace vestnik {

// Overwrites a text, also where it was longer before, and empties it. The compiler may not leave it out.
inline void wipe(std::string& secret) {
  explicit_bzero(secret.data(), secret.capacity());
  secret.clear();
}

// Overwrites what functions that were called from here left of their variables on the stack.
[[gnu::noinline]] inline void wipe_stack() {
  char left[4'096];
  explicit_bzero(left, sizeof left);
}

// Overwrites whatever it takes back, also when a container grows out of it.
template <class T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <class Other>
  WipingAllocator(const WipingAllocator<Other>&) {}

  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* memory, std::size_t count) {
    explicit_bzero(memory, count * sizeof(T));
    std::allocator<T>().deallocate(memory, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

}  // namespace vestnik
