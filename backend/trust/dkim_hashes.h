// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/dkim_signature.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct dkim;
struct dkim_siginfo;

namespace roost::trust {

/// A header field as libopendkim is to see it.
struct DkimInput {
    std::string_view octets; // without its last line end
    bool is_signature = false;
    const DkimSignature* examined = nullptr; // what a signature that is examined says
};

/// The hashes of one message by libopendkim: canonicalization is its work, keys and verdicts are
/// not. It must be given only what was checked before: it asserts, drops octets and takes time
/// quadratic in the tags, names and fields.
class DkimHashes {
public:
    /// `fields` in the order of the message; all signatures among them get hashes.
    explicit DkimHashes(const std::vector<DkimInput>& fields);
    ~DkimHashes();

    /// `octets`: of the body, whole lines in the end (see DkimBodyGuard).
    void body(std::string_view octets);
    /// The body is complete.
    void finish();

    struct Pair {
        std::string header;
        std::string body;
    };
    /// Of the examined signature `index`, after finish(); nothing when libopendkim does not take
    /// it.
    std::optional<Pair> of(std::size_t index) const;

private:
    struct Free {
        void operator()(dkim* handle) const;
    };
    void start(const std::vector<DkimInput>& fields);
    std::unique_ptr<dkim, Free> handle_;  // none when something went wrong
    std::vector<dkim_siginfo*> examined_; // belong to handle_; null: not taken
};

} // namespace roost::trust
