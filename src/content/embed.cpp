#include "content/embed.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "content/address.h"
#include "content/body.h"

namespace vestnik::content {

namespace {

using Embedded = std::optional<Embed>;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 25 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A name or a number as providers give them: letters, digits, "-", "_", ".".
bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 100 && text != "." && text != ".." && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
}

// An http(s) address taken apart as far as providers tell their pages apart.
struct Parts {
  std::string host;                // lower case, without "www." and "m."
  std::vector<std::string> steps;  // of the path
  std::string_view query;

  std::string_view step(std::size_t i) const {
    return i < steps.size() ? std::string_view(steps[i]) : std::string_view();
  }

  std::string_view parameter(std::string_view name) const {
    for (std::string_view rest = query; !rest.empty();) {
      const std::string_view pair = rest.substr(0, rest.find('&'));
      rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
        return pair.substr(name.size() + 1);
      }
    }
    return {};
  }
};

std::optional<Parts> take_apart(std::string_view address) {
  const std::size_t slashes = address.find("//");
  if (slashes == std::string_view::npos) return std::nullopt;
  std::string_view rest = address.substr(slashes + 2);
  rest = rest.substr(0, rest.find('#'));
  Parts parts;
  if (const std::size_t question = rest.find('?'); question != std::string_view::npos) {
    parts.query = rest.substr(question + 1);
    rest = rest.substr(0, question);
  }
  const std::size_t path = std::min(rest.find('/'), rest.size());
  parts.host = lower(rest.substr(0, path));
  for (const std::string_view prefix : {"www.", "m.", "mobile.", "bg-bg."}) {
    if (parts.host.starts_with(prefix)) parts.host.erase(0, prefix.size());
  }
  for (std::string_view steps = rest.substr(path); !steps.empty();) {
    steps.remove_prefix(1);
    const std::string_view step = steps.substr(0, steps.find('/'));
    if (!step.empty()) parts.steps.emplace_back(step);
    steps.remove_prefix(step.size());
  }
  return parts;
}

Embedded make(std::string_view provider, std::string id, std::string url) {
  return Embed{std::string(provider), std::move(id), std::move(url)};
}

Embedded youtube(const Parts& parts) {
  std::string_view id;
  if (parts.host == "youtu.be") {
    id = parts.step(0);
  } else if (parts.step(0) == "watch") {
    id = parts.parameter("v");
  } else if (parts.steps.size() >= 2) {
    for (const std::string_view kind : {"embed", "shorts", "live", "v", "e"}) {
      if (parts.step(0) == kind) id = parts.step(1);
    }
    id = id.substr(0, id.find('&'));  // "/v/ID&hl=bg", as old players had it
  }
  if (id.size() != 11 || !is_name(id) || id.find('.') != std::string_view::npos) return std::nullopt;
  return make("youtube", std::string(id), "https://www.youtube.com/watch?v=" + std::string(id));
}

Embedded vimeo(const Parts& parts) {
  for (std::size_t i = 0; i < parts.steps.size(); ++i) {
    if (!is_number(parts.step(i))) continue;
    std::string id(parts.step(i));
    std::string_view key = i + 1 < parts.steps.size() ? parts.step(i + 1) : parts.parameter("h");  // of an unlisted one
    if (is_name(key)) id.append("/").append(key);
    return make("vimeo", id, "https://vimeo.com/" + id);
  }
  return std::nullopt;
}

Embedded x(const Parts& parts) {
  for (std::size_t i = 1; i + 1 < parts.steps.size(); ++i) {
    const std::string_view kind = parts.step(i);
    const std::string_view id = parts.step(i + 1);
    if ((kind != "status" && kind != "statuses") || !is_number(id)) continue;
    const std::string_view user = i == 1 && is_name(parts.step(0)) ? parts.step(0) : std::string_view("i");
    return make("x", std::string(id), "https://x.com/" + std::string(user) + "/status/" + std::string(id));
  }
  return std::nullopt;
}

Embedded facebook(const Parts& parts) {
  const auto found = [](std::string id, std::string path) {
    return make("facebook", std::move(id), "https://www.facebook.com/" + path);
  };
  if (parts.host == "fb.watch" && is_name(parts.step(0))) {
    return make("facebook", "fb.watch/" + parts.steps[0], "https://fb.watch/" + parts.steps[0]);
  }
  if (parts.step(0) == "plugins") return recognise_embed(unescaped_address(parts.parameter("href")));
  const std::string_view video = parts.parameter("v");
  if ((parts.step(0) == "watch" || parts.step(0) == "video.php") && is_number(video)) {
    return found("watch/" + std::string(video), "watch/?v=" + std::string(video));
  }
  const std::string_view photo = parts.parameter("fbid");
  if ((parts.step(0) == "photo.php" || parts.step(0) == "photo") && is_number(photo)) {
    return found("photo/" + std::string(photo), "photo.php?fbid=" + std::string(photo));
  }
  const std::string_view story = parts.parameter("story_fbid");
  const std::string_view page = parts.parameter("id");
  if ((parts.step(0) == "permalink.php" || parts.step(0) == "story.php") && is_name(story) && is_number(page)) {
    return found("permalink/" + std::string(page) + "/" + std::string(story),
                 "permalink.php?story_fbid=" + std::string(story) + "&id=" + std::string(page));
  }
  static constexpr std::array<std::string_view, 7> post_kinds = {"posts", "videos", "photos", "permalink",
                                                                 "reel",  "reels",  "share"};
  if (parts.steps.size() < 2 || parts.steps.size() > 6) return std::nullopt;
  std::string path;
  bool of_a_kind = false;
  for (const std::string& step : parts.steps) {
    if (!is_name(step)) return std::nullopt;
    of_a_kind = of_a_kind || (step != parts.steps.back() && std::ranges::find(post_kinds, step) != post_kinds.end());
    path += (path.empty() ? "" : "/") + step;
  }
  return of_a_kind ? found(path, path) : std::nullopt;
}

Embedded instagram(const Parts& parts) {
  for (std::size_t i = 0; i + 1 < parts.steps.size() && i < 2; ++i) {
    std::string kind(parts.step(i));
    if (kind == "reels") kind = "reel";
    if ((kind != "p" && kind != "reel" && kind != "tv") || !is_name(parts.step(i + 1))) continue;
    const std::string id = kind + "/" + parts.steps[i + 1];
    return make("instagram", id, "https://www.instagram.com/" + id + "/");
  }
  return std::nullopt;
}

Embedded telegram(const Parts& parts) {
  const std::size_t from = parts.step(0) == "s" ? 1 : 0;
  const std::string_view channel = parts.step(from);
  const std::string_view post = parts.step(from + 1);
  if (!is_name(channel) || channel.size() < 4 || !is_number(post)) return std::nullopt;
  const std::string id = std::string(channel) + "/" + std::string(post);
  return make("telegram", id, "https://t.me/" + id);
}

Embedded tiktok(const Parts& parts) {
  const std::string_view user = parts.step(0);
  const bool of_a_user = user.size() > 1 && user.front() == '@' && is_name(user.substr(1)) && parts.step(1) == "video";
  const bool player = user == "embed" || user == "player";
  if ((!of_a_user && !player) || !is_number(parts.steps.back())) return std::nullopt;
  std::string id = parts.steps.back();
  std::string url = of_a_user ? "https://www.tiktok.com/" + std::string(user) + "/video/" + id
                              : "https://www.tiktok.com/embed/v2/" + id;
  return make("tiktok", std::move(id), std::move(url));
}

struct Provider {
  std::string_view id, name;
  Embedded (*recognise)(const Parts&);
  std::vector<std::string_view> hosts;
};

const std::vector<Provider>& providers() {
  static const std::vector<Provider> all = {
      {"youtube", "YouTube", youtube, {"youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"}},
      {"vimeo", "Vimeo", vimeo, {"vimeo.com", "player.vimeo.com"}},
      {"x", "X", x, {"x.com", "twitter.com"}},
      {"facebook", "Facebook", facebook, {"facebook.com", "fb.com", "fb.watch"}},
      {"instagram", "Instagram", instagram, {"instagram.com", "instagr.am"}},
      {"telegram", "Telegram", telegram, {"t.me", "telegram.me"}},
      {"tiktok", "TikTok", tiktok, {"tiktok.com"}},
  };
  return all;
}

}  // namespace

std::optional<Embed> recognise_embed(std::string_view address) {
  const std::string tidy = tidy_address(address);
  if (!is_absolute_address(tidy) || !is_safe_address(tidy)) return std::nullopt;
  const std::optional<Parts> parts = take_apart(tidy);
  if (!parts || parts->steps.empty()) return std::nullopt;
  for (const Provider& provider : providers()) {
    if (std::ranges::find(provider.hosts, parts->host) != provider.hosts.end()) return provider.recognise(*parts);
  }
  return std::nullopt;
}

std::string_view provider_name(std::string_view provider) {
  for (const Provider& each : providers()) {
    if (each.id == provider) return each.name;
  }
  return {};
}

}  // namespace vestnik::content
