// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roost::trust {

/// A DNS name whose TXT records hold a key: "selector._domainkey.domain", lower case.
struct DkimQuestion {
    std::string name;
    bool operator==(const DkimQuestion&) const = default;
};

/// What the DNS said.
struct DkimAnswer {
    enum class Status {
        found,
        missing, // no such name, or no TXT there
        failed,  // time-out, SERVFAIL, network: another time may be better
    };
    Status status = Status::failed;
    std::vector<std::string> texts; // the strings of each record joined
    bool operator==(const DkimAnswer&) const = default;
};

enum class DkimVerdict {
    pass,
    none,    // no signature at all, of whatever domain: 554 5.7.1 No DKIM signature found
    fail,    // none that is valid: 554 5.7.1 No valid DKIM signature found
    unknown, // none is valid, and of one the key could not be asked for: 451
};

/// Whether one message carries a valid signature of the domain in its From (RFC 6376, RFC 8463,
/// protocol.md D13). Takes the message while it streams by and holds none of it but header fields
/// that are signed. One thread at a time.
class DkimVerification {
public:
    /// `from_domain`: of the address in From, any case.
    explicit DkimVerification(std::string from_domain);
    ~DkimVerification();
    DkimVerification(DkimVerification&&) noexcept;
    DkimVerification& operator=(DkimVerification&&) noexcept;

    /// `header`: the header as received, with or without its empty line; once, before the body.
    /// Returns the keys to ask for: at most 10, each once, none when nothing could be valid.
    /// Time and memory are linear in the header, whatever is in it.
    std::vector<DkimQuestion> header(std::string_view header);

    /// The next octets of the body, in any chunking.
    void body(std::string_view octets);

    /// What is held of the message until it is complete: fields, and lines of the body.
    std::size_t heldOctets() const;

    /// The message is complete. `keys`: an answer by name for each question; one that lacks counts
    /// as failed. May be asked again with fresher keys when it was not pass. RSA: callers offload.
    DkimVerdict finish(const std::map<std::string, DkimAnswer>& keys, UnixSeconds now);

    /// The octets of the signature that made the verdict pass, else nothing: nobody but the signer
    /// can change them and have the message pass.
    std::string passedSignature() const;

    /// Why the verdict is not pass, in a few words for the log; names no address.
    std::string why() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::trust
