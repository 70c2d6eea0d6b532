// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/intake/incoming_services.h"
#include "backend/delivery/intake/key_fetch.h"
#include "backend/policy/incoming_check.h"

#include <boost/asio/any_io_executor.hpp>

#include <optional>
#include <string>
#include <vector>

namespace roost::delivery {

/// A message of another server, by port 25 or by HTTPS: the one path for both. It must be encrypted
/// (policy::IncomingCheck), then signed by the domain of its author (DKIM). The keys are asked for
/// when the header is complete, unless the header already tells that the message cannot pass; no
/// thread waits for them. Without an answer of the DNS it is refused for now (D15).
class IncomingMail final : public Intake {
public:
    /// `sender`: of the envelope, lower case, empty: the null sender. `executor` is that of the
    /// connection; `services` outlive us.
    IncomingMail(IncomingServices& services,
                 boost::asio::any_io_executor executor,
                 net::Origin origin,
                 std::string sender,
                 std::vector<mail::Address> recipients);

private:
    boost::asio::awaitable<Verdict> handOn() override;
    void takeBody(std::string_view octets) override;
    std::size_t heldOctets() const override;
    void forget() override;

    const policy::IncomingCheck& facts() const;
    void beginVerification();
    boost::asio::awaitable<Verdict> verify();
    boost::asio::awaitable<Result<trust::DkimVerdict>> verdictWith(DkimKeys keys);
    void startFetch(std::chrono::milliseconds limit, net::dns::Freshness freshness);
    Verdict refusalOf(trust::DkimVerdict verdict);
    boost::asio::awaitable<Verdict> store();
    Verdict refusalOf(const Error& error, bool is_alone) const;

    IncomingServices& services_;
    boost::asio::any_io_executor executor_;
    net::Origin origin_;
    std::vector<mail::Address> recipients_;
    std::optional<trust::DkimVerification> verification_; // from the end of the header on
    std::vector<trust::DkimQuestion> questions_;
    std::optional<KeyFetch> keys_;
};

} // namespace roost::delivery
