// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/intake/intake.h"

#include <string>
#include <vector>

namespace roost::delivery {

/// A message of one of our users (policy::OutgoingCheck).
class SubmittedMail final : public Intake {
public:
    /// `sender`: the login. `acceptor` outlives us.
    SubmittedMail(const Spool& spool,
                  std::shared_ptr<const settings::Values> settings,
                  core::Counters& counters,
                  Acceptor& acceptor,
                  std::string sender,
                  std::vector<mail::Address> recipients);

private:
    boost::asio::awaitable<Verdict> handOn() override;

    Acceptor& acceptor_;
    std::string sender_;
    std::vector<mail::Address> recipients_;
};

} // namespace roost::delivery
