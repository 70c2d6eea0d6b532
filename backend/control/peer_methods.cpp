// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/peer_methods.h"

#include "backend/control/explained.h"
#include "backend/store/stores.h"

namespace roost::control {

using boost::asio::awaitable;

namespace {

constexpr std::int64_t MaxRows = 1000;

api::Standing standingOf(store::Standing standing)
{
    switch (standing) {
    case store::Standing::good: return api::Standing::good;
    case store::Standing::unknown:
    case store::Standing::slow: return api::Standing::unknown; // a matter of the runner alone
    case store::Standing::failing: return api::Standing::failing;
    }
    return api::Standing::unknown;
}

api::Peer shown(const store::Peer& peer)
{
    api::Peer shown;
    shown.domain = peer.domain;
    shown.standing = standingOf(peer.standing);
    shown.delivered = peer.delivered;
    shown.deferred = peer.deferred;
    shown.refused = peer.refused;
    shown.latency_millis = peer.latency_millis;
    shown.channel = peer.channel;
    shown.last_success_at = peer.last_success_at;
    shown.last_failure_at = peer.last_failure_at;
    shown.last_error = toldText(peer.last_error);
    if (peer.last_failure_at != 0)
        shown.explanation = explanationOf(peer.last_cause, peer.last_error);
    shown.held_until = peer.held_until;
    return shown;
}

} // namespace

PeerMethods::PeerMethods(Methods& methods, Services& services) : services_(services)
{
    methods.add<api::PeerList>(this, &PeerMethods::list);
    methods.add<api::ExplanationList>(this, &PeerMethods::explanations);
}

awaitable<Result<api::PeerList::Reply>> PeerMethods::list(api::PeerList::Params params)
{
    if (params.limit < 1 || params.limit > MaxRows)
        co_return Error(Code::invalid, "params.limit: must be from 1 to 1000");
    api::PeerList::Reply reply;
    for (const store::Peer& peer : services_.reader.destinations.peers(params.limit))
        reply.peers.push_back(shown(peer));
    co_return reply;
}

awaitable<Result<api::ExplanationList::Reply>>
PeerMethods::explanations(api::ExplanationList::Params)
{
    api::ExplanationList::Reply reply;
    for (const auto& each : roost::explanations::catalogue())
        reply.explanations.push_back({std::string(each.id), std::string(each.title),
                                      std::string(each.what_happened), each.who,
                                      std::string(each.what_to_do)});
    co_return reply;
}

} // namespace roost::control
