// A sorted set that keeps its former versions: a persistent B+ tree with counts (path copying), so that an edition
// shares with the one before it all but the few nodes on the changed paths.
//
//   node   := leaf | inner       leaf := entry{1…width}, sorted       inner := (low, count, node){1…width}
//   low    := the first entry under the node, always exact: entries may be pointers, and no node may hold one that the
//             set no longer has
//
// Copying an Order is one pointer. Finding, counting, skipping, inserting and erasing are O(log n). `Before` is a
// strict weak order over entries and over entries and keys; entries that are equal under it are the same entry.
//
// Threads: an Order that several threads see is only read. The writer copies it, changes the copy and hands that on. A
// run of changes goes under one Owner: nodes made under it are changed in place, since nobody else has seen them yet.
// The Owner ends before the result is handed on.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace vestnik::edition {

// Names a run of changes; none (the default) means that every change copies its path.
class Owner {
 public:
  Owner() = default;
  static Owner fresh() {
    static std::atomic<std::uint64_t> last = 0;
    Owner owner;
    owner.number_ = ++last;
    return owner;
  }
  bool owns(std::uint64_t number) const { return number_ != 0 && number_ == number; }
  std::uint64_t number() const { return number_; }

 private:
  std::uint64_t number_ = 0;
};

template <class Entry, class Before, std::size_t width = 64>
class Order {
 public:
  // From entries that are sorted and different already: O(n).
  static Order of_sorted(std::vector<Entry> entries) {
    Order order;
    if (entries.empty()) return order;
    std::vector<NodePtr> nodes;
    in_pieces(entries.size(), [&](std::size_t from, std::size_t to) {
      auto node = std::make_shared<Node>();
      node->entries.reserve(to - from);
      for (std::size_t i = from; i < to; ++i) node->entries.push_back(std::move(entries[i]));
      nodes.push_back(std::move(node));
    });
    while (nodes.size() > 1) {
      std::vector<NodePtr> above;
      in_pieces(nodes.size(), [&](std::size_t from, std::size_t to) {
        auto node = std::make_shared<Node>();
        node->branches.reserve(to - from);
        for (std::size_t i = from; i < to; ++i) node->branches.push_back(branch_to(std::move(nodes[i])));
        above.push_back(std::move(node));
      });
      nodes = std::move(above);
    }
    order.root_ = std::move(nodes.front());
    return order;
  }

  std::size_t size() const { return root_ ? root_->count() : 0; }
  bool empty() const { return !root_; }

  template <class Key>
  const Entry* find(const Key& key) const {
    const Node* node = root_.get();
    if (!node) return nullptr;
    while (!node->branches.empty()) node = node->branches[branch_of(*node, key)].node.get();
    const auto place = lower_bound(node->entries, key);
    return place != node->entries.end() && !Before{}(key, *place) ? &*place : nullptr;
  }

  // How many entries stand before `key`.
  template <class Key>
  std::size_t rank(const Key& key) const {
    const Node* node = root_.get();
    if (!node) return 0;
    std::size_t before = 0;
    while (!node->branches.empty()) {
      const std::size_t at = branch_of(*node, key);
      for (std::size_t i = 0; i < at; ++i) before += node->branches[i].count;
      node = node->branches[at].node.get();
    }
    return before + static_cast<std::size_t>(lower_bound(node->entries, key) - node->entries.begin());
  }

  // `each(entry)` from the entry at `skip` on, until it returns false.
  template <class Each>
  void walk(std::size_t skip, Each&& each) const {
    if (root_ && skip < size()) walk(*root_, skip, each);
  }
  // The same from the end: the last entry is the one at 0.
  template <class Each>
  void walk_back(std::size_t skip, Each&& each) const {
    if (root_ && skip < size()) walk_back(*root_, skip, each);
  }

  // An equal entry is replaced.
  void insert(Entry entry, Owner owner) {
    if (!root_) {
      root_ = std::make_shared<Node>(owner);
      edit(root_, owner, 0).entries.push_back(std::move(entry));
      return;
    }
    NodePtr sibling = insert(root_, std::move(entry), owner);
    if (!sibling) return;
    auto above = std::make_shared<Node>(owner);
    above->branches.push_back(branch_to(std::move(root_)));
    above->branches.push_back(branch_to(std::move(sibling)));
    root_ = std::move(above);
  }

  // False where there is no such entry.
  template <class Key>
  bool erase(const Key& key, Owner owner) {
    if (!find(key)) return false;
    erase(root_, key, owner);
    while (root_ && root_->branches.size() == 1) root_ = NodePtr(root_->branches.front().node);
    if (root_ && root_->empty()) root_ = nullptr;
    return true;
  }

  // Memory of the nodes, bytes: for measuring.
  std::size_t bytes() const { return root_ ? root_->bytes() : 0; }

 private:
  struct Node;
  using NodePtr = std::shared_ptr<const Node>;
  struct Branch {
    Entry low;
    std::size_t count;
    NodePtr node;
  };
  struct Node {
    Node() = default;
    explicit Node(Owner owner) : maker(owner.number()) {}
    std::uint64_t maker = 0;
    std::vector<Entry> entries;    // of a leaf
    std::vector<Branch> branches;  // of an inner node

    bool empty() const { return entries.empty() && branches.empty(); }
    std::size_t length() const { return branches.empty() ? entries.size() : branches.size(); }
    const Entry& low() const { return branches.empty() ? entries.front() : branches.front().low; }
    std::size_t count() const {
      std::size_t sum = entries.size();
      for (const Branch& branch : branches) sum += branch.count;
      return sum;
    }
    std::size_t bytes() const {
      std::size_t sum =
          sizeof(Node) + 2 * sizeof(void*) + entries.capacity() * sizeof(Entry) + branches.capacity() * sizeof(Branch);
      for (const Branch& branch : branches) sum += branch.node->bytes();
      return sum;
    }
  };

  static Branch branch_to(NodePtr node) {
    Entry low = node->low();
    const std::size_t count = node->count();
    return {std::move(low), count, std::move(node)};
  }

  // `total` things in runs of nearly equal length, each a little shorter than a node may be.
  template <class Take>
  static void in_pieces(std::size_t total, Take take) {
    constexpr std::size_t full = width - width / 16;
    const std::size_t pieces = (total + full - 1) / full;
    for (std::size_t i = 0; i < pieces; ++i) take(total * i / pieces, total * (i + 1) / pieces);
  }

  template <class Key>
  static auto lower_bound(const std::vector<Entry>& entries, const Key& key) {
    return std::partition_point(entries.begin(), entries.end(),
                                [&](const Entry& entry) { return Before{}(entry, key); });
  }

  // Where `key` is or would be: the last branch that does not begin after it, else the first.
  template <class Key>
  static std::size_t branch_of(const Node& node, const Key& key) {
    const auto after = std::partition_point(node.branches.begin(), node.branches.end(),
                                            [&](const Branch& branch) { return !Before{}(key, branch.low); });
    return after == node.branches.begin() ? 0 : static_cast<std::size_t>(after - node.branches.begin()) - 1;
  }

  template <class Each>
  static bool walk(const Node& node, std::size_t skip, Each& each) {
    for (std::size_t i = skip; i < node.entries.size(); ++i) {
      if (!each(node.entries[i])) return false;
    }
    for (const Branch& branch : node.branches) {
      if (skip >= branch.count) {
        skip -= branch.count;
        continue;
      }
      if (!walk(*branch.node, skip, each)) return false;
      skip = 0;
    }
    return true;
  }
  template <class Each>
  static bool walk_back(const Node& node, std::size_t skip, Each& each) {
    for (std::size_t i = node.entries.size(); i > 0 && i > skip; --i) {
      if (!each(node.entries[i - 1 - skip])) return false;
    }
    for (auto branch = node.branches.rbegin(); branch != node.branches.rend(); ++branch) {
      if (skip >= branch->count) {
        skip -= branch->count;
        continue;
      }
      if (!walk_back(*branch->node, skip, each)) return false;
      skip = 0;
    }
    return true;
  }

  // The node in `place`, fit to be changed: itself where `owner` made it, else a copy with room for `more`.
  static Node& edit(NodePtr& place, Owner owner, std::size_t more) {
    if (!owner.owns(place->maker)) {
      auto copy = std::make_shared<Node>(owner);
      if (place->branches.empty()) {
        copy->entries.reserve(place->entries.size() + more);
        copy->entries.assign(place->entries.begin(), place->entries.end());
      } else {
        copy->branches.reserve(place->branches.size() + more);
        copy->branches.assign(place->branches.begin(), place->branches.end());
      }
      place = std::move(copy);
    }
    return const_cast<Node&>(*place);  // NOLINT: made by make_shared<Node> and seen by nobody else
  }

  static void refresh(Branch& branch) {
    branch.low = branch.node->low();
    branch.count = branch.node->count();
  }

  // The upper half of a node that became too long.
  template <class Part>
  static NodePtr split(std::vector<Part>& parts, std::vector<Part> Node::*kind, Owner owner) {
    if (parts.size() <= width) return nullptr;
    auto sibling = std::make_shared<Node>(owner);
    const auto half = parts.begin() + static_cast<std::ptrdiff_t>(parts.size() / 2);
    ((*sibling).*kind).assign(std::make_move_iterator(half), std::make_move_iterator(parts.end()));
    parts.erase(half, parts.end());
    parts.shrink_to_fit();
    return sibling;
  }

  static NodePtr insert(NodePtr& place, Entry&& entry, Owner owner) {
    Node& node = edit(place, owner, 1);
    if (node.branches.empty()) {
      const auto at = node.entries.begin() + (lower_bound(node.entries, entry) - node.entries.cbegin());
      if (at != node.entries.end() && !Before{}(entry, *at)) {
        *at = std::move(entry);
        return nullptr;
      }
      node.entries.insert(at, std::move(entry));
      return split(node.entries, &Node::entries, owner);
    }
    const std::size_t at = branch_of(node, entry);
    NodePtr sibling = insert(node.branches[at].node, std::move(entry), owner);
    refresh(node.branches[at]);
    if (!sibling) return nullptr;
    node.branches.insert(node.branches.begin() + static_cast<std::ptrdiff_t>(at) + 1, branch_to(std::move(sibling)));
    return split(node.branches, &Node::branches, owner);
  }

  template <class Key>
  static void erase(NodePtr& place, const Key& key, Owner owner) {
    Node& node = edit(place, owner, 0);
    if (node.branches.empty()) {
      node.entries.erase(node.entries.begin() + (lower_bound(node.entries, key) - node.entries.cbegin()));
      return;
    }
    const std::size_t at = branch_of(node, key);
    erase(node.branches[at].node, key, owner);
    if (node.branches[at].node->empty()) {
      node.branches.erase(node.branches.begin() + static_cast<std::ptrdiff_t>(at));
      return;
    }
    refresh(node.branches[at]);
    if (node.branches[at].node->length() < width / 4) merge(node, at, owner);
  }

  // Joins a short child with a neighbour where both fit into one node.
  static void merge(Node& node, std::size_t at, Owner owner) {
    const std::size_t left = at > 0 ? at - 1 : at;
    if (left + 1 >= node.branches.size()) return;
    const NodePtr right = node.branches[left + 1].node;
    if (node.branches[left].node->length() + right->length() > width) return;
    Node& joined = edit(node.branches[left].node, owner, right->length());
    joined.entries.insert(joined.entries.end(), right->entries.begin(), right->entries.end());
    joined.branches.insert(joined.branches.end(), right->branches.begin(), right->branches.end());
    refresh(node.branches[left]);
    node.branches.erase(node.branches.begin() + static_cast<std::ptrdiff_t>(left) + 1);
  }

  NodePtr root_;
};

}  // namespace vestnik::edition
