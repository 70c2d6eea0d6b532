// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/json/rpc.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>

namespace roost::client {

/// Calls that wait for their answers. Each is answered exactly once, unless its context dies first.
class Calls : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(Result<json::Value>)>;

    explicit Calls(QObject* parent = nullptr) : QObject(parent) {}

    /// The number under which the answer will come.
    std::int64_t begin(const QObject* context, Answer answer, std::chrono::milliseconds limit);
    void end(std::int64_t id, Result<json::Value> result);
    void endAll(const Error& error);
    std::size_t count() const { return waiting_.size(); }

private:
    struct Waiting {
        QPointer<const QObject> context;
        Answer answer;
        std::unique_ptr<QTimer> limit;
    };
    std::map<std::int64_t, Waiting> waiting_;
    std::int64_t last_id_ = 0;
};

} // namespace roost::client
