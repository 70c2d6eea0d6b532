// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/listener_set.h"

#include "backend/core/log.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <memory>

namespace roost::app {
namespace {

/// With the setting it comes from, and what to do.
Error explained(const Error& error, const Endpoint& endpoint)
{
    const auto address = endpoint.address.address().to_string();
    const auto port = "port " + std::to_string(endpoint.address.port());
    const auto setting = std::string(portSetting(endpoint.protocol));
    switch (error.code) {
    case Code::exists:
        return Error(error.code, setting + ": another program uses " + port + " of " + address
                                     + ": stop it, or choose another port (" + setting
                                     + " or port_offset)");
    case Code::denied:
        return Error(error.code, setting + ": the relay may not use " + port + " of " + address
                                     + ": let it (CAP_NET_BIND_SERVICE), or choose a port from "
                                       "1024 on ("
                                     + setting + " or port_offset)");
    default:
        return Error(error.code, "listen_addresses: cannot listen on " + error.detail
                                     + ": choose addresses that this machine has");
    }
}

} // namespace

ListenerSet::ListenerSet(core::IoThreads& threads, core::Tasks& tasks, Serve serve)
    : threads_(threads), tasks_(tasks), serve_(std::move(serve))
{
}

Result<ListenerSet::Open> ListenerSet::open(const Endpoint& endpoint)
{
    const auto probed = net::probeAddress(endpoint.address);
    if (!probed) return explained(probed.error(), endpoint);
    Open opened{endpoint, {}, {}};
    for (std::size_t i = 0; i < threads_.size(); ++i) {
        auto listener = net::Listener::open(threads_.context(i).get_executor(), endpoint.address);
        if (!listener) return explained(listener.error(), endpoint);
        opened.per_thread.push_back(std::move(*listener));
    }
    return opened;
}

void ListenerSet::run(Open& opened)
{
    for (std::size_t i = 0; i < opened.per_thread.size(); ++i) {
        auto serve = [this, i, protocol = opened.endpoint.protocol](net::Connection peer) {
            serve_(i, protocol, std::move(peer));
        };
        tasks_.spawn(threads_.context(i).get_executor(), opened.per_thread[i].run(serve));
    }
}

void ListenerSet::close(Open& opened)
{
    for (std::size_t i = 0; i < opened.per_thread.size(); ++i) {
        // A listener is used on its own thread only; the closure keeps it until it is done there.
        auto listener = std::make_shared<net::Listener>(std::move(opened.per_thread[i]));
        boost::asio::post(threads_.context(i), [listener] { listener->close(); });
    }
    opened.per_thread.clear();
}

bool ListenerSet::listensOn(const Endpoint& endpoint) const
{
    return std::ranges::any_of(open_, [&](const Open& opened) {
        return opened.problem.empty() && opened.endpoint == endpoint;
    });
}

Result<> ListenerSet::change(const std::vector<Endpoint>& wanted)
{
    std::vector<Open> fresh;
    for (const Endpoint& endpoint : wanted) {
        if (listensOn(endpoint)) continue;
        auto opened = open(endpoint);
        if (!opened) return opened.error(); // `fresh` closes what it holds: nothing ran yet
        fresh.push_back(std::move(*opened));
    }
    closeOthers(wanted);
    for (Open& opened : fresh) {
        run(opened);
        open_.push_back(std::move(opened));
    }
    return {};
}

void ListenerSet::closeOthers(const std::vector<Endpoint>& wanted)
{
    for (Open& opened : open_)
        if (std::ranges::find(wanted, opened.endpoint) == wanted.end()) close(opened);
    std::erase_if(open_, [](const Open& opened) { return opened.per_thread.empty(); });
}

bool ListenerSet::openWhatWorks(const std::vector<Endpoint>& wanted)
{
    bool all = true;
    std::erase_if(open_, [](const Open& opened) { return !opened.problem.empty(); });
    for (const Endpoint& endpoint : wanted) {
        if (listensOn(endpoint)) continue;
        auto opened = open(endpoint);
        if (opened) {
            run(*opened);
            open_.push_back(std::move(*opened));
            continue;
        }
        all = false;
        core::Log().error("cannot listen", {{"protocol", protocolName(endpoint.protocol)},
                                            {"port", static_cast<int>(endpoint.address.port())},
                                            {"why", opened.error().detail}});
        open_.push_back({endpoint, {}, opened.error().detail});
    }
    return all;
}

void ListenerSet::closeAll()
{
    for (Open& opened : open_) close(opened);
    open_.clear();
}

std::vector<api::Listener> ListenerSet::list() const
{
    std::vector<api::Listener> listeners;
    for (const Open& opened : open_)
        listeners.push_back({std::string(protocolName(opened.endpoint.protocol)),
                             opened.endpoint.address.address().to_string(),
                             opened.endpoint.address.port(), opened.problem});
    return listeners;
}

} // namespace roost::app
