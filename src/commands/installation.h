// A data folder opened: its lock, store, media library and search indexes. One process at a time; each part has its own
// thread rules, `index_writing` is held by whoever writes to an index.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "base/files.h"
#include "base/time.h"
#include "media/library.h"
#include "search/index.h"
#include "store/store.h"

namespace vestnik::commands {

struct InstallationOptions {
  std::filesystem::path data;
  std::string store_url;         // empty: SQLite in the data folder
  std::string public_store_url;  // readers' own login there; empty: the same (store/store.h)
  std::filesystem::path media;   // empty: DATA/media
};

store::Options store_options(const InstallationOptions& options);

struct Installation {
  InstallationOptions options;
  std::unique_ptr<FolderLock> lock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<media::Library> library;
  std::unique_ptr<search::Index> index;       // readers'
  std::unique_ptr<search::Index> work_index;  // the newsroom's own: what readers do not see
  std::mutex index_writing;
  Clock clock = system_clock();
  std::string listening = "http://127.0.0.1:8080";  // where a browser on this machine finds the server

  // Whether there is one already. Of a store on PostgreSQL only opening it tells. ErrorKind::forbidden where the folder
  // may not be looked into.
  static Result<bool> is_at(const InstallationOptions& options);
  // Makes the folder and an empty store where there is none. ErrorKind::busy where another process has it.
  static Result<std::unique_ptr<Installation>> open(const InstallationOptions& options);
};

}  // namespace vestnik::commands
