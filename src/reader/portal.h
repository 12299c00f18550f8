// What answers readers. A request finds its page among the thread's hot ones (stitched, of the current edition), else
// its plan is made from the edition and its chains are looked up by version; only what is in none of these is rendered,
// once, on the pool. No reading thread waits for the store.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "advertising/ad_server.h"
#include "advertising/creative_view.h"
#include "content/whole_article.h"
#include "edition/edition.h"
#include "http/pool.h"
#include "http/server.h"
#include "reader/chain_cache.h"
#include "reader/context.h"
#include "reader/counts.h"
#include "reader/limits.h"
#include "reader/ready_page.h"
#include "reader/repeats.h"
#include "reader/single_flight.h"
#include "reader/slots.h"
#include "reader/visitors.h"
#include "reader/whole_pages.h"

namespace vestnik::reader {

class Portal : public http::Handler {
 public:
  // `search_pool`: whose threads answer searches and suggestions, so that pages never wait behind them.
  // `advertising`: whose campaigns take the places of what is usual there; nullptr: nobody's.
  Portal(Parts parts, edition::Press& press, http::Pool& pool, http::Pool& search_pool, SlotFiller& slots,
         Counts& counts, advertising::AdServer* advertising = nullptr);
  ~Portal() override;

  std::optional<http::Response> answer_now(const http::Request& request) override;
  boost::asio::awaitable<http::Response> answer(http::Request request) override;
  std::size_t body_limit(const http::Request& head) const override;
  // 301 where the address leads to another by a redirect; nothing else is looked at, counted or kept. Does not block.
  std::optional<http::Response> moved_away(const http::Request& request);

  // The page of an article that is not published, exactly as it will be; its media are asked for under `prefix`
  // ("/preview/SECRET"). Nothing of it gets into a cache, a count or another page. Blocks: on a pool thread.
  Result<http::Response> preview(const http::Request& request, const content::WholeArticle& whole,
                                 const std::string& prefix);
  // A front as it would be with these zones; the newsroom may show it in a frame.
  Result<http::Response> preview_front(const http::Request& request, SiteId site, SectionId section,
                                       const content::Front& front);
  // A picture, clip or document of an article that is not published, by its public address.
  Result<http::Response> preview_media(const http::Request& request, const content::WholeArticle& whole,
                                       std::string_view address);
  boost::asio::awaitable<http::Response> error_response(http::Request request, Error problem);

  const ChainCache& chains() const { return chains_; }
  // nullptr: nothing is kept on disk.
  const KeptChains* kept_chains() const { return parts_.kept; }
  const WholePages& whole_pages() const { return whole_pages_; }
  // Of all reading threads, as far as they have answered anything. Any thread.
  struct HotPages {
    std::size_t pages = 0;
    std::size_t bytes = 0;       // memory that they hold, what several share counted once a thread
    std::size_t most_bytes = 0;  // the bound of it
  };
  HotPages hot_pages() const;
  // How many read each site yesterday (visitors.h).
  std::vector<Visitors::Day> readers_yesterday() const { return visitors_.yesterday(parts_.clock()); }

 private:
  struct Whole;
  struct Hot;
  struct Usual;
  struct Seat;
  using PagePtr = std::shared_ptr<const ReadyPage>;

  Seat& seat();
  Context context_of(Seat& seat, const http::Request& request);
  // From memory, or from the disk where it need not be waited for; nullptr where it is not there.
  pages::ChainPtr find(const ChainPlan& plan);
  // The same with waiting, and made where it is nowhere. On a pool thread.
  Result<pages::ChainPtr> find_or_make(const ChainPlan& plan, const Context& context);
  // nullptr where a chain is missing. `after`: the hot page whose basis still holds, so that its first chain is the
  // same; nullptr: none.
  PagePtr from_cache(const Context& context, const Plan& plan, const http::Request& request, const Hot* after);
  PagePtr assemble(const Context& context, const Plan& plan, const http::Request& request,
                   const std::vector<pages::ChainPtr>& chains, const Hot* after = nullptr);
  // What stands under the article as it would be sent, with what is usual in its slots; nullptr where that is not there
  // yet, or is the article's own since it would show itself.
  const FilledChainPtr* under_article(Seat& seat, const Context& context, const edition::Summary& story);
  // Makes a hot page whose basis still holds one of the context's edition where no more than what stands under it has
  // changed and that is there; false: it was not touched.
  bool take_over(Seat& seat, const Context& context, Hot& hot);
  pages::SlotFiller filler_for(const Context& context);
  // What a thread remembers of a site's pages for one edition.
  Usual& usual_in(Seat& seat, const Context& context);
  // The same as the thread remembers it for one edition; good as long as `context` is.
  pages::SlotFiller usual_of(Seat& seat, const Context& context);
  // `hot`: where what is worked out once for the page and the lineup is kept; nullptr: it is not.
  http::Response respond(const http::Request& request, const edition::SiteEdition& site, const PagePtr& page,
                         Hot* hot = nullptr);
  // The hot page with what this thread's desk has chosen for its slots, at least one of them, for whoever takes gzip.
  void respond_advertised(const http::Request& request, const PagePtr& page, Hot& hot, Time now,
                          http::Response& response);
  // The page in one piece for whoever takes brotli; nullptr where it has not stayed hot for long enough.
  const Whole* whole_of(Hot& hot);
  const advertising::Offers* offers_of(Seat& seat, const edition::SiteEdition& site, const ReadyPage& page, Hot* hot);
  // Whether it counts, or the same has only just been counted from there (docs/sellers.md, Counting).
  bool is_new(const advertising::Told& told, const http::Request& request);
  // Writes down what counts of it.
  void note(const advertising::Told& told, const http::Request& request);
  // A click, what was seen or watched (/ad/…); nothing where the store has to be asked first.
  std::optional<http::Response> advertising_response(const http::Request& request);
  // Nothing where it is none of ours, or is told in another way than a browser does.
  std::optional<advertising::Told> told_by(const http::Request& request) const;
  // The same of what is not in the lineup.
  boost::asio::awaitable<http::Response> told_late(Context context, http::Request request, advertising::Told told);
  // What stands in an advertisement's frame, where it is in the lineup.
  std::optional<http::Response> part_of_lineup(const http::Request& request);
  // The page with that creative in every slot that it fits; nothing is counted.
  boost::asio::awaitable<http::Response> preview(Context context, http::Request request,
                                                 advertising::CreativeId creative);
  boost::asio::awaitable<Result<PagePtr>> make(Context context, Plan plan, http::Request request);
  boost::asio::awaitable<http::Response> error(Context context, http::Request request, Error problem);

  Parts parts_;
  edition::Press& press_;
  http::Pool& pool_;
  SlotFiller& slots_;
  Counts& counts_;
  advertising::AdServer* advertising_;
  ChainCache chains_;
  Pieces pieces_{limits::pieces_bytes};
  pages::PackedTexts packed_{limits::packed_bytes};
  SingleFlight<pages::ChainPtr> flights_, search_flights_;
  WholePages whole_pages_;
  mutable Visitors visitors_;  // looking at it may end its day
  Repeats clicks_{limits::repeats_kept, limits::click_counts_once};
  Repeats sights_{limits::repeats_kept, limits::seen_counts_once};
  Repeats plays_{limits::repeats_kept, limits::played_counts_once};
  Repeats players_{limits::repeats_kept, limits::plays_within, limits::plays_of_address};
  Repeats flags_{limits::flagging_addresses, std::chrono::hours(1), limits::flags_an_hour};
  mutable std::mutex seats_mutex_;
  std::vector<std::shared_ptr<Seat>> seats_;
};

}  // namespace vestnik::reader
