// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/calls.h"

namespace roost::client {

std::int64_t Calls::begin(const QObject* context, Answer answer, std::chrono::milliseconds limit)
{
    const std::int64_t id = ++last_id_;
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    connect(timer.get(), &QTimer::timeout, this,
            [this, id] { end(id, Error(Code::timeout, "the relay did not answer in time")); });
    timer->start(limit);
    waiting_.emplace(id, Waiting{context, std::move(answer), std::move(timer)});
    return id;
}

void Calls::end(std::int64_t id, Result<json::Value> result)
{
    auto node = waiting_.extract(id);
    if (node.empty()) return;                     // it came after its limit
    node.mapped().limit.release()->deleteLater(); // we may be inside its signal
    if (node.mapped().context) node.mapped().answer(std::move(result));
}

void Calls::endAll(const Error& error)
{
    while (!waiting_.empty()) end(waiting_.begin()->first, error);
}

} // namespace roost::client
