// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/policy/message_check.h"

#include <string>

namespace roost::policy {

/// Checks a message of another server (protocol.md D9-D12, D19): only OpenPGP-encrypted mail, a
/// securejoin request or another server's report that something could not be delivered passes. From
/// the cleaned header DKIM-Signature, Authentication-Results and Received are gone; every other
/// octet is as it came. Whether the author is who they say is for DKIM to tell.
class IncomingCheck final : public MessageCheck {
public:
    /// `sender`: of the envelope, lower case; empty: the null sender.
    explicit IncomingCheck(std::string sender);

    // The rest from mayPass() on.

    /// Who wrote it, by its From.
    const mail::Address& author() const { return author_; }
    /// An address literal has no keys in the DNS (D12).
    bool needsDkim() const { return !author_.isLiteral(); }
    /// Who may be told of failures: the sender of the envelope, or nobody (empty) when the author
    /// is another: forwarders rewrite it, and bounces would go to strangers (D11).
    std::string effectiveSender() const;
    /// The header as received, with its empty line; gives it away.
    std::string takeHeader();

    std::size_t heldOctets() const override;

private:
    void
    takeField(const mail::Field& field, std::string_view octets, std::string& cleaned) override;
    void endHeader() override;
    bool isException() const override;
    void drop() override { header_ = std::string(); }

    std::string sender_;
    mail::Address author_;
    bool is_automatic_ = false; // says so in a field (RFC 3834)
    std::string header_;
};

} // namespace roost::policy
