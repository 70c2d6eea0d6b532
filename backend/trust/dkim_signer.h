// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/dkim_key.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace roost::trust {

/// Signs messages in the name of one domain: rsa-sha256, relaxed/simple, the whole body
/// (RFC 6376). Any thread, several at once.
class DkimSigner {
public:
    /// `key` as of dkimKey. Throws std::invalid_argument when it is no RSA key in PEM.
    DkimSigner(DkimKey key, std::string domain);
    ~DkimSigner();
    DkimSigner(const DkimSigner&) = delete;
    DkimSigner& operator=(const DkimSigner&) = delete;

    /// The whole `DKIM-Signature: ...\r\n` field to put before `header`, which is as it will be
    /// sent, with or without its empty line. `next_body_piece` is called until it gives an empty
    /// piece. Takes the time of an RSA signature and of hashing the body: callers offload.
    /// Errors: invalid (no such header can be signed), internal. What `next_body_piece` throws
    /// passes through.
    Result<std::string> signature(std::string_view header,
                                  const std::function<std::string_view()>& next_body_piece,
                                  UnixSeconds now) const;

    /// Where its key must stand in the DNS, and what must stand there.
    std::string recordName() const { return key_.selector + "._domainkey." + domain_; }
    const std::string& record() const { return key_.record; }

private:
    class Draft;
    struct FreeKey {
        void operator()(evp_pkey_st* key) const;
    };
    DkimKey key_; // without its private half
    std::string domain_;
    std::unique_ptr<evp_pkey_st, FreeKey> private_;
};

} // namespace roost::trust
