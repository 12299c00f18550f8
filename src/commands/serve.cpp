// The whole program: every part is made here and handed to those that need it.
#include <unistd.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "accounts/limits.h"
#include "advertising/ad_server.h"
#include "base/limits.h"
#include "base/memory.h"
#include "commands/background.h"
#include "commands/command.h"
#include "commands/control.h"
#include "commands/door.h"
#include "commands/followers.h"
#include "commands/https_redirect.h"
#include "commands/operator_pages.h"
#include "commands/parse.h"
#include "commands/program.h"
#include "edition/edition.h"
#include "http/access_log.h"
#include "http/forwarded.h"
#include "newsroom/api.h"
#include "newsroom/limits.h"
#include "newsroom/write_hashes.h"
#include "newsroom/writing.h"
#include "outside/fetcher.h"
#include "reader/kept_chains.h"
#include "reader/limits.h"
#include "reader/live_events.h"
#include "reader/portal.h"
#include "reader/ready_pictures.h"
#include "reports/caretaker.h"
#include "reports/entrance.h"

namespace vestnik::commands {

namespace {

constexpr unsigned pool_threads = 4;
// Of their own: a crowd that searches must not hold up pages and the newsroom.
constexpr unsigned search_threads = 2;
// Of their own: what readers upload must not hold up what readers read.
constexpr unsigned report_threads = 2;
// Of its own too: operators must see why everything else waits.
constexpr unsigned operator_threads = 1;

// "HOST:PORT", of any listener.
Result<http::ServerOptions> listen_options(const std::string& listen, unsigned threads) {
  http::ServerOptions options;
  const std::size_t colon = listen.rfind(':');
  std::string host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::uint16_t port = 0;
  const char* begin = listen.data() + (colon == std::string::npos ? listen.size() : colon + 1);
  const auto [end, code] = std::from_chars(begin, listen.data() + listen.size(), port);
  if (colon == std::string::npos || host.empty() || code != std::errc{} || end != listen.data() + listen.size()) {
    return fail(ErrorKind::invalid, "not an address to listen on", listen, "write it as 127.0.0.1:8080");
  }
  options.host = host;
  options.port = port;
  options.threads = threads;
  return options;
}

// Sockets that systemd opened for us (sd_listen_fds(3)): the first one is the readers'.
std::optional<int> inherited_socket() {
  constexpr int first = 3;
  const char* process = std::getenv("LISTEN_PID");
  const char* count = std::getenv("LISTEN_FDS");
  if (process == nullptr || count == nullptr || process != std::to_string(::getpid())) return std::nullopt;
  if (std::string_view(count) != "1") return std::nullopt;
  return first;
}

std::string address_of(const http::ServerOptions& options, std::uint16_t port) {
  const bool version_six = options.host.find(':') != std::string::npos;
  return std::string(options.tls ? "https://" : "http://") + (version_six ? "[" + options.host + "]" : options.host) +
         ":" + std::to_string(port) + "/";
}

bool is_ignored(int signal) {
  struct sigaction now {};
  return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

// A command that came over the control socket runs in this process, with this installation.
int run_beside(Installation& installation, const CommandLine& line, Terminal& terminal,
               const std::atomic<bool>& stopping) {
  auto result = parse(line);
  if (const auto* stopped = std::get_if<Stopped>(&result)) {
    terminal.error(stopped->text);
    return stopped->status;
  }
  auto& parsed = std::get<Parsed>(result);
  if (parsed.command->needs() != Command::Needs::beside) {
    terminal.error("vestnik " + std::string(parsed.command->name()) +
                   " needs the data folder for itself: stop the server first");
    return failed;
  }
  Workplace workplace{.terminal = terminal,
                      .directory = line.directory,
                      .installation = &installation,
                      .options = installation.options,
                      .stop = [&stopping] { return stopping.load(); }};
  return parsed.command->run(workplace);
}

class Serve : public Command {
 public:
  std::string_view name() const override { return "serve"; }
  std::string_view summary() const override { return "answers readers and the newsroom"; }
  Needs needs() const override { return Needs::folder; }
  void declare(CLI::App& app) override {
    app.add_option("--listen", listen_, "HOST:PORT; port 0: any free one");
    app.add_option("--threads", threads_, "Reading threads; 0: one a core")->check(CLI::Range(0, 256));
    app.add_option("--tls-cert", certificate_, "PEM file with the certificate and its chain: TLS and HTTP/2");
    app.add_option("--tls-key", key_, "PEM file with the certificate's key");
    app.add_option("--https-redirect", redirect_, "HOST:PORT that sends HTTP on to HTTPS, beside --tls-cert");
    app.add_option("--admin-listen", admin_, "HOST:PORT for /metrics and /readyz; for operators only");
    app.add_option("--kept-pages", kept_pages_, "MB on disk for articles that are ready to be sent; 0: none")
        ->check(CLI::Range(0, 1'000'000));
    app.add_option("--hot-pages", hot_pages_,
                   "MB of memory for pages that are ready to be sent, of all reading threads together; 0: a sixteenth "
                   "of the machine's, at least 80 a thread")
        ->check(CLI::Range(0, 1'000'000));
    app.add_option("--access-log", access_log_, "File for a line of JSON an answer, without anything of who asked");
    app.add_option("--trusted-proxy", proxies_, "Address or network whose X-Forwarded-… fields count; repeatable")
        ->check([](const std::string& text) {
          const auto understood = http::TrustedProxies::parse({text});
          return understood ? std::string() : understood.error().message();
        });
    app.add_option("--fetch-pictures", fetch_pictures_,
                   "yes: pictures that a journalist pastes by their addresses are fetched from other sites; no: they "
                   "stay there")
        ->check(CLI::IsMember({"yes", "no"}));
    app.add_option("--report-notice-server", report_mail_.server,
                   "smtp://HOST:PORT or smtps://NAME:PASSWORD@HOST: tells the report desk that something has come");
    app.add_option("--report-notice-from", report_mail_.from, "The address that such a message comes from");
    app.add_option("--report-notice-to", report_mail_.to, "The address of the report desk");
  }
  int run(Workplace& workplace) override;

 private:
  std::string listen_ = "127.0.0.1:8080";
  unsigned threads_ = 0;
  std::uint64_t kept_pages_ = 2'048;
  std::uint64_t hot_pages_ = 0;
  std::string certificate_, key_, redirect_, admin_, access_log_;
  std::string fetch_pictures_ = "yes";
  std::vector<std::string> proxies_;

  reports::MailSettings report_mail_;

  // Everybody who listens; of those that are not wanted there is none.
  struct Listeners {
    http::ServerOptions readers;
    std::optional<http::ServerOptions> redirect, operators;
  };
  Result<Listeners> listeners(const Workplace& workplace) const;
  Result<http::ServerOptions> public_options(const Workplace& workplace) const;
  // Empty where no mail server was named: then nobody is told.
  Result<reports::SendMail> report_mail() const;
  // nullptr: none are kept.
  std::unique_ptr<reader::KeptChains> kept_pages(const Installation& installation, edition::Press& press) const;
  // Of each reading thread, in bytes.
  std::size_t hot_bytes() const;
  // nullptr: none is written.
  Result<std::unique_ptr<http::AccessLog>> access_log(const Workplace& workplace) const;
};

// A listener beside the readers', on a thread of its own until it is destroyed.
class SideListener {
 public:
  static Result<std::unique_ptr<SideListener>> start(const http::ServerOptions& options, http::Handler& handler) {
    auto server = http::Server::listen(options, handler);
    if (!server) return std::unexpected(server.error());
    return std::unique_ptr<SideListener>(new SideListener(std::move(*server)));
  }
  ~SideListener() { server_->stop(); }
  const http::Server& server() const { return *server_; }

 private:
  explicit SideListener(std::unique_ptr<http::Server> server)
      : server_(std::move(server)), thread_([this] { server_->run(); }) {}

  std::unique_ptr<http::Server> server_;
  std::jthread thread_;
};

// Calls `stop` when the process is asked to end (SIGINT, SIGTERM, SIGHUP), on a thread of its own until it is
// destroyed.
class StopSignals {
 public:
  explicit StopSignals(std::function<void()> stop) : stop_(std::move(stop)), signals_(io_, SIGINT, SIGTERM) {
    // A terminal that is closed ends us as well as any other request to; who started us with nohup wants us to stay.
    if (!is_ignored(SIGHUP)) signals_.add(SIGHUP);
    signals_.async_wait([this](const boost::system::error_code& problem, int) {
      if (!problem) stop_();
    });
    thread_ = std::jthread([this] { io_.run(); });
  }
  ~StopSignals() { io_.stop(); }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  const std::function<void()> stop_;
  boost::asio::io_context io_;
  boost::asio::signal_set signals_;
  std::jthread thread_;
};

// Hears of the store's commits until it is destroyed; whoever still writes then finds nobody listening any more.
class Listening {
 public:
  Listening(store::Store& store, std::function<void()> hear) : store_(store) { store_.on_change(std::move(hear)); }
  ~Listening() { store_.on_change({}); }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

 private:
  store::Store& store_;
};

// The server goes before what it is woken for.
struct Deafened {
  reader::LiveEvents& live;
  ~Deafened() { live.on_news({}); }
};

Result<http::ServerOptions> Serve::public_options(const Workplace& workplace) const {
  auto options = listen_options(listen_, threads_);
  if (!options) return options;
  if (certificate_.empty() != key_.empty()) {
    return fail(ErrorKind::invalid, "a certificate needs its key, and a key its certificate",
                certificate_.empty() ? key_ : certificate_, "give both --tls-cert and --tls-key");
  }
  if (!certificate_.empty()) options->tls = {workplace.path(certificate_), workplace.path(key_)};
  if (!redirect_.empty() && certificate_.empty()) {
    return fail(ErrorKind::invalid, "there is no HTTPS to redirect to", redirect_, "give --tls-cert and --tls-key too");
  }
  options->trusted_proxies = proxies_;
  options->inherited = inherited_socket();
  return options;
}

Result<Serve::Listeners> Serve::listeners(const Workplace& workplace) const {
  auto readers = public_options(workplace);
  if (!readers) return std::unexpected(readers.error());
  Listeners all{.readers = std::move(*readers), .redirect = {}, .operators = {}};
  for (const auto& [text, options] : {std::pair{&redirect_, &all.redirect}, std::pair{&admin_, &all.operators}}) {
    if (text->empty()) continue;
    auto understood = listen_options(*text, 1);
    if (!understood) return std::unexpected(understood.error());
    *options = std::move(*understood);
  }
  return all;
}

Result<reports::SendMail> Serve::report_mail() const {
  if (report_mail_.server.empty()) return reports::SendMail();
  return reports::mail_by(report_mail_);
}

std::unique_ptr<reader::KeptChains> Serve::kept_pages(const Installation& installation, edition::Press& press) const {
  const std::uint64_t program = program_fingerprint();
  if (kept_pages_ == 0 || program == 0) return nullptr;
  const reader::KeptChains::Options options{.folder = installation.options.data / "kept-pages",
                                            .program = program,
                                            .bytes = kept_pages_ << 20U,
                                            .segment_bytes = limits::kept_segment_bytes};
  return std::make_unique<reader::KeptChains>(options, press.current()->change());
}

std::size_t Serve::hot_bytes() const {
  const std::size_t threads = threads_ > 0 ? threads_ : std::max(1U, std::thread::hardware_concurrency());
  if (hot_pages_ > 0) return (hot_pages_ << 20U) / threads;
  return std::max<std::size_t>(memory_for_us() / limits::hot_share_of_memory / threads, limits::least_hot_bytes);
}

Result<std::unique_ptr<http::AccessLog>> Serve::access_log(const Workplace& workplace) const {
  if (access_log_.empty()) return nullptr;
  return http::AccessLog::open(workplace.path(access_log_), answer_kind_names());
}

int Serve::run(Workplace& workplace) {
  auto listen = listeners(workplace);
  if (!listen) {
    workplace.terminal.error(listen.error().message());
    return wrong_usage;
  }
  const auto mail = report_mail();
  if (!mail) {
    workplace.terminal.error(mail.error().message());
    return wrong_usage;
  }
  auto opened = Installation::open(workplace.options);
  if (!opened) return workplace.fail(opened.error());
  Installation& installation = **opened;

  auto press = edition::Press::start(*installation.store);
  if (!press) return workplace.fail(press.error());
  http::Pool pool(pool_threads), search_pool(search_threads),
      sign_ins(limits::sign_ins_at_once, limits::queued_sign_ins);
  auto ads =
      advertising::AdServer::open(*installation.store, installation.options.data / "advertising", installation.clock);
  if (!ads) return workplace.fail(ads.error());
  reader::HouseAdvertisements slots;
  reader::Counts counts(*installation.store, **press, installation.clock);
  const std::unique_ptr<reader::KeptChains> kept = kept_pages(installation, **press);
  reader::LiveEvents live(**press, *installation.store, installation.clock);
  reader::Portal portal({*installation.store, *installation.index, *installation.library, installation.clock,
                         kept.get(), &live, hot_bytes()},
                        **press, pool, search_pool, slots, counts, ads->get());
  auto seal = accounts::Seal::at(installation.options.data / accounts::seal_file);
  if (!seal) return workplace.fail(seal.error());
  auto gate = std::make_shared<accounts::Gate>();
  gate->seal = std::move(*seal);
  auto report_files = reports::UploadFiles::open(installation.options.data / "reports", {}, installation.clock);
  if (!report_files) return workplace.fail(report_files.error());
  const reports::UploadBounds library_bounds{.file_bytes = limits::upload_bytes,
                                             .free_bytes = limits::library_free_bytes,
                                             .all_bytes = limits::library_all_bytes};
  auto library_files =
      reports::UploadFiles::open(installation.options.data / "uploads", library_bounds, installation.clock);
  if (!library_files) return workplace.fail(library_files.error());
  outside::Fetcher fetcher;
  const newsroom::Desk desk{.store = *installation.store,
                            .library = *installation.library,
                            .index = *installation.index,
                            .work_index = *installation.work_index,
                            .clock = installation.clock,
                            .gate = std::move(gate),
                            .report_files = report_files->get(),
                            .fetcher = fetch_pictures_ == "yes" ? &fetcher : nullptr,
                            .library_files = library_files->get()};
  http::Pool fetches(limits::fetches_at_once, limits::queued_fetches);
  newsroom::Api api(desk, pool, sign_ins, fetches);
  Previews previews(desk, portal, pool);
  http::Pool report_pool(report_threads);
  reports::Entrance report_entrance(*installation.store, **report_files, installation.clock, report_pool);
  Health health(installation, **press);
  http::Pool operator_pool(operator_threads);
  Door door(portal, api, previews, report_entrance, health, operator_pool);

  const auto log = access_log(workplace);
  if (!log) return workplace.fail(log.error());
  listen->readers.access_log = log->get();
  auto server = http::Server::listen(listen->readers, door);
  if (!server) return workplace.fail(server.error());
  const std::string address = address_of(listen->readers, (*server)->port());
  live.on_news([&server] { (*server)->wake_events(); });
  const Deafened deafened{live};
  installation.listening = address.substr(0, address.size() - 1);
  HttpsRedirect https_redirect(**press, (*server)->port());
  const std::vector<std::pair<std::string, const http::Pool*>> pools = {
      {"pages", &pool},      {"search", &search_pool},  {"sign_ins", &sign_ins},
      {"fetches", &fetches}, {"reports", &report_pool}, {"operators", &operator_pool}};
  reader::ReadyPictures ready_pictures(*installation.store, **press, *installation.library);
  AdminDoor admin_door({**server, pools, portal, **press, installation, health, ready_pictures}, operator_pool);
  {
    std::vector<std::unique_ptr<SideListener>> side_listeners;
    const auto listen_beside = [&](const http::ServerOptions& options, http::Handler& handler,
                                   const char* what) -> Result<void> {
      auto started = SideListener::start(options, handler);
      if (!started) return std::unexpected(started.error());
      workplace.terminal.print(what + address_of(options, (*started)->server().port()));
      side_listeners.push_back(std::move(*started));
      return {};
    };
    if (listen->redirect) {
      if (auto done = listen_beside(*listen->redirect, https_redirect, "redirecting to HTTPS from "); !done) {
        return workplace.fail(done.error());
      }
    }
    if (listen->operators) {
      if (auto done = listen_beside(*listen->operators, admin_door, "for operators: "); !done) {
        return workplace.fail(done.error());
      }
    }
    Followers followers;
    // First what a campaign keeps away from, then the story that is about it.
    followers.add([&] { return (*ads)->refresh(); });
    followers.add([&] { return (*press)->follow(); });
    Background background(installation, **press, counts, **ads, **library_files, followers,
                          [&desk](ArticleId article) { newsroom::tell_writers(desk, article); });
    reports::Caretaker caretaker(
        *installation.store, **report_files, installation.clock, [&report_entrance] { report_entrance.forget(); },
        *mail);
    std::error_code unknown;  // installation.cpp has found it already
    newsroom::PictureHashWriter picture_hashes(*installation.store, *installation.library,
                                               std::filesystem::read_symlink("/proc/self/exe", unknown));
    const Listening listening(*installation.store, [&] {
      followers.follow();
      background.wake();
      ready_pictures.wake();
    });
    // The schedule may have published before anybody listened.
    followers.follow();
    background.wake();
    ready_pictures.wake();
    std::atomic<bool> stopping = false;  // commands that run beside end with us
    auto control = ControlServer::start(installation.options.data, [&](const CommandLine& line, Terminal& terminal) {
      return run_beside(installation, line, terminal, stopping);
    });
    if (!control) return workplace.fail(control.error());

    // A reader that goes away is an error of its socket, not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    const StopSignals stop_signals([&] {
      stopping = true;
      fetcher.stop();  // the newsroom is not kept waiting for other sites
      (*server)->stop();
    });

    workplace.terminal.print("listening on " + address);
    (*server)->run();
    stopping = true;
    ready_pictures.stop();
    control->reset();
  }
  fetcher.stop();
  fetches.stop();
  pool.stop();
  search_pool.stop();
  sign_ins.stop();
  report_pool.stop();
  operator_pool.stop();
  return done;
}

}  // namespace

std::unique_ptr<Command> make_serve() {
  return std::make_unique<Serve>();
}

}  // namespace vestnik::commands
