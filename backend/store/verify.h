// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/medium.h"
#include "shared/base/result.h"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

struct sqlite3;

namespace roost::store {

/// Ends a check of the store before its end. Any thread.
class Interruption {
public:
    void raise();
    bool isRaised() const;

    /// The connection that is interrupted as long as this lives.
    class Scope {
    public:
        Scope(Interruption& interruption, sqlite3* handle);
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        ~Scope();

    private:
        Interruption& interruption_;
    };

private:
    mutable std::mutex mutex_;
    sqlite3* handle_ = nullptr;
    bool is_raised_ = false;
};

/// What was looked at, and what is wrong with it.
struct Inspection {
    std::int64_t accounts = 0;
    std::int64_t messages = 0;
    std::int64_t bodies = 0;
    std::int64_t files = 0; // of those bodies
    std::int64_t queued = 0;
    std::int64_t faults = 0;
    std::vector<std::string> first_faults; // without addresses
};

/// Reads the whole store and checks it: the engine's own integrity, that what rows name exists, the
/// sums that mailboxes keep, the references that bodies count, and the files of large bodies. A
/// daemon may be running. Blocks for long.
/// Errors: corrupt (it cannot even be read), unavailable, timeout (interrupted).
Result<Inspection> inspect(const std::filesystem::path& data_dir,
                           Interruption& interruption,
                           const Medium& medium = {});

/// The same; faults are an error as well: corrupt (`detail` lists the first, one a line).
Result<> verify(const std::filesystem::path& data_dir, const Medium& medium = {});

} // namespace roost::store
