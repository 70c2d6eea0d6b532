// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/events.h"

#include "shared/json/rpc.h"

namespace roost::control {

void Events::publish(api::EventKind kind)
{
    api::Event event;
    event.kind = kind;
    publish(std::move(event));
}

void Events::publish(api::Event event)
{
    event.number = ++last_number_;
    std::erase_if(clients_, [](const std::weak_ptr<Client>& each) { return each.expired(); });
    if (clients_.empty()) return; // most of the time nobody looks
    const auto line = json::notificationLine(api::Event::Notification, json::encode(event));
    for (const std::weak_ptr<Client>& each : clients_)
        if (const auto client = each.lock()) client->offer(event.number, line);
}

} // namespace roost::control
