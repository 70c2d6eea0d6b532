// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/server.h"

#include "backend/control/door.h"
#include "backend/control/events.h"
#include "backend/control/journal.h"
#include "backend/control/methods.h"
#include "backend/control/overview_methods.h"
#include "backend/control/peer_methods.h"
#include "backend/control/pulse.h"
#include "backend/control/queue_methods.h"
#include "backend/control/reading_methods.h"
#include "backend/control/session_methods.h"
#include "backend/control/setting_changer.h"
#include "backend/control/setting_methods.h"
#include "backend/control/setup_methods.h"
#include "backend/control/statistics.h"
#include "backend/control/store_methods.h"
#include "backend/control/user_methods.h"
#include "backend/core/tasks.h"

#include <boost/asio/post.hpp>

#include <utility>

namespace roost::control {

namespace asio = boost::asio;

/// The parts, in the order in which they need each other.
struct Server::State {
    State(asio::any_io_executor e, Services s, ServerOptions options)
        : executor(std::move(e)),
          services(std::move(s)),
          statistics(services.counters),
          journal(services, events),
          changer(executor, services, events, journal),
          overview(methods, services, statistics),
          session(methods, overview, events),
          setup(methods, services, changer),
          settings(methods, services, changer),
          users(methods, services, journal),
          queue_reading(methods, services),
          queue(methods, services, journal),
          peers(methods, services),
          reading(methods, services, statistics),
          store(methods, services, executor),
          pulse(executor, services, statistics, events, journal),
          door(SessionServices{methods, services.tasks, executor}, std::move(options))
    {
    }

    asio::any_io_executor executor;
    Services services;
    Methods methods;
    Events events;
    Statistics statistics;
    Journal journal;
    SettingChanger changer;
    OverviewMethods overview;
    SessionMethods session;
    SetupMethods setup;
    SettingMethods settings;
    UserMethods users;
    QueueReadingMethods queue_reading;
    QueueMethods queue;
    PeerMethods peers;
    ReadingMethods reading;
    StoreMethods store;
    Pulse pulse;
    Door door;
};

Server::Server(asio::any_io_executor executor, Services services, ServerOptions options)
    : state_(std::make_shared<State>(std::move(executor), std::move(services), std::move(options)))
{
}

Server::~Server() = default;

Result<> Server::start()
{
    if (const auto open = state_->door.open(); !open) return open;
    state_->pulse.start();
    return {};
}

void Server::storeChanged(const store::Changes& changes)
{
    state_->pulse.storeChanged(changes);
}

void Server::relayChanged()
{
    asio::post(state_->executor, [weak = std::weak_ptr(state_)] {
        if (const auto state = weak.lock()) state->events.publish(api::EventKind::setup_changed);
    });
}

void Server::close()
{
    asio::post(state_->executor, [weak = std::weak_ptr(state_)] {
        const auto state = weak.lock();
        if (!state) return;
        state->door.close();
        state->store.close();
    });
}

Methods& Server::methods()
{
    return state_->methods;
}

} // namespace roost::control
