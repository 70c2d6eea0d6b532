// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/outgoing_mail.h"

#include "backend/app/descriptors.h"
#include "backend/app/foundation.h"
#include "backend/delivery/remote/give_up.h"

#include <utility>
#include <vector>

namespace roost::app {
namespace {

using namespace delivery::remote;

std::vector<RunnerThread> threadsOf(Foundation& base, std::deque<store::Reader>& readers)
{
    std::vector<RunnerThread> threads;
    for (std::size_t i = 0; i < readers.size(); ++i)
        threads.push_back({base.threads.context(i).get_executor(), readers[i].stores()});
    return threads;
}

} // namespace

OutgoingMail::OutgoingMail(Foundation& base, std::deque<store::Reader>& readers)
    : services_{*base.store,
                base.settings,
                base.counters,
                {base.body_files, signing_, base.signatures, base.clock}},
      reader_(readers.front().stores()),
      destinations_(NetworkDestinations::Needs{*base.resolver, tls_, base.settings, base.disk,
                                               base.clock, base.options.data_dir / "mta-sts"}),
      runner_(RunnerServices{services_, destinations_, mostOutgoing()}, threadsOf(base, readers))
{
}

boost::asio::awaitable<Result<std::int64_t>> OutgoingMail::giveUp(store::QueueSelection which)
{
    return delivery::remote::giveUp(services_, reader_, std::move(which));
}

Result<> OutgoingMail::use(const settings::Values& values)
{
    return tls_.use(values.extra_trust_anchors);
}

} // namespace roost::app
