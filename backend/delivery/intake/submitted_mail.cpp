// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/submitted_mail.h"

#include "backend/policy/outgoing_check.h"

#include <utility>

namespace roost::delivery {
namespace {

constexpr std::size_t MaxHeldOctets = 8192; // of a header, when memory is scarce

} // namespace

SubmittedMail::SubmittedMail(const Spool& spool,
                             std::shared_ptr<const settings::Values> settings,
                             core::Counters& counters,
                             Acceptor& acceptor,
                             std::string sender,
                             std::vector<mail::Address> recipients)
    : Intake(spool,
             std::move(settings),
             counters,
             std::make_unique<policy::OutgoingCheck>(sender, recipients),
             MaxHeldOctets),
      acceptor_(acceptor),
      sender_(std::move(sender)),
      recipients_(std::move(recipients))
{
}

boost::asio::awaitable<Verdict> SubmittedMail::handOn()
{
    auto parcel = co_await pack();
    if (!parcel) co_return parcel.error();
    parcel->envelope.sender = std::move(sender_);
    parcel->envelope.recipients = std::move(recipients_);
    const auto accepted =
        co_await acceptor_.accept(std::move(parcel->envelope), std::move(parcel->body));
    if (!accepted) co_return accepted.error();
    keep();
    co_return nullptr;
}

} // namespace roost::delivery
