// The bounds that a reader's report can run into, beside those of base/limits.h.
#pragma once

#include <chrono>
#include <cstddef>

namespace vestnik::limits {

inline constexpr std::size_t report_letter_bytes = 256 << 10;     // one sealed letter; 413
inline constexpr std::size_t report_text_bytes = 100'000;         // without JavaScript; 413
inline constexpr std::size_t report_thread_bytes = 16 << 20;      // of all letters of one report together; 413
inline constexpr std::size_t report_letters = 1'000;              // in one report
inline constexpr std::size_t report_files = 45;                   // 20 files, a preview of each, some later
inline constexpr std::size_t report_file_bytes = 2'400UL << 20U;  // 2 GiB sealed and padded; 413
inline constexpr std::size_t report_unfinished_bytes = 2 * report_file_bytes;  // begun files of one report; 507
inline constexpr std::size_t report_free_bytes = 2UL << 30U;                   // of the disk are left alone; 507
inline constexpr std::chrono::hours report_upload_time{72};      // to complete a file; then it is destroyed
inline constexpr std::chrono::hours report_first_byte_time{3};   // as long as none of its bytes has come
inline constexpr std::chrono::hours report_kept{90 * 24};        // where the desk does not say otherwise,
inline constexpr std::chrono::hours report_kept_least{7 * 24};   // which it may from here
inline constexpr std::chrono::hours report_kept_most{365 * 24};  // to here for all, and longer for each
inline constexpr std::size_t report_work_bits = 5;               // of proof of work in quiet times
inline constexpr std::size_t report_work_bits_most = 10;         // a slow phone needs some ten seconds
inline constexpr std::size_t report_quiet_count = 20;            // new reports in ten minutes that are nothing unusual
inline constexpr std::size_t report_plain_count = 60;            // without proof of work (no JavaScript), in an hour

}  // namespace vestnik::limits
