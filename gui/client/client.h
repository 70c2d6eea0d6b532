// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/calls.h"
#include "gui/client/channel.h"
#include "gui/client/link.h"
#include "shared/api/events.h"
#include "shared/api/overview.h"
#include "shared/api/stats.h"

#include <QTimer>

#include <optional>
#include <vector>

namespace roost::client {

struct Timing {
    std::chrono::milliseconds first_retry{250}; // doubles
    std::chrono::milliseconds longest_retry{10'000};
    std::chrono::milliseconds call_limit{15'000};
    std::chrono::milliseconds silence_limit{10'000}; // the daemon speaks every second
};

/// Everything at one moment; events tell what changes after it.
struct Snapshot {
    api::Overview overview;
    std::vector<api::StatsSample> history; // the last minutes by the second, oldest first
};

/// The daemon as the console sees it: calls with answers, and news that come by themselves. It
/// connects, subscribes, and comes back by itself whatever happens. GUI thread; never waits.
class Client : public QObject {
    Q_OBJECT

public:
    explicit Client(const QStringList& paths, Timing timing = {}, QObject* parent = nullptr);

    void start();
    /// Does not wait for the next try.
    void tryNow();
    const LinkState& state() const { return state_; }

    /// Calls a method. `callback` gets Result<Method::Reply>, later and at most once: never when
    /// `context` has died. Errors: those of the method, timeout, unavailable (not connected, or
    /// lost meanwhile), limit (too many calls under way).
    template <class Method, class Callback>
    void call(const typename Method::Params& params,
              const QObject* context,
              Callback callback,
              std::optional<std::chrono::milliseconds> limit = {})
    {
        const auto answer = [callback = std::move(callback)](Result<json::Value> result) mutable {
            if (!result) return callback(Result<typename Method::Reply>(result.error()));
            callback(json::decode<typename Method::Reply>(*result, "result"));
        };
        send(Method::Method, json::encode(params), context, answer, limit);
    }

Q_SIGNALS:
    void stateChanged(const roost::client::LinkState& state);
    void snapshotArrived(const roost::client::Snapshot& snapshot);
    void eventArrived(const roost::api::Event& event);

private:
    void onOpened();
    void onClosed();
    void onMessage(const json::Message& message);
    void onEvent(const api::Event& event);
    void subscribe();
    void takeSnapshot(std::int64_t number, const Snapshot& snapshot);
    void giveUp(const Error& error, Link link = Link::lost);
    void refuse(const QString& why);
    void change(Link link);
    void send(std::string_view method,
              json::Value params,
              const QObject* context,
              Calls::Answer answer,
              std::optional<std::chrono::milliseconds> limit);

    Timing timing_;
    Channel channel_;
    Calls calls_;
    LinkState state_;
    QTimer retry_;
    QTimer silence_;
    std::chrono::milliseconds next_retry_;
    std::int64_t last_number_ = 0;
    bool is_open_ = false;       // somebody answered
    bool is_subscribed_ = false; // events continue the last snapshot
};

} // namespace roost::client
