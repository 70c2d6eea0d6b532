// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/link.h"
#include "shared/json/framer.h"
#include "shared/json/rpc.h"

#include <QLocalSocket>
#include <QStringList>

#include <string>

namespace roost::client {

/// One connection to the first daemon that answers at one of the paths, as whole messages.
class Channel : public QObject {
    Q_OBJECT

public:
    explicit Channel(QStringList paths, QObject* parent = nullptr);
    ~Channel() override;

    /// Looks at all places, one after the other; ends in opened() or closed().
    void open();
    void close();
    void send(const std::string& line);

    QString path() const { return paths_.value(place_); }
    const QList<Attempt>& attempts() const { return attempts_; }

Q_SIGNALS:
    void opened();
    void messageArrived(const roost::json::Message& message);
    /// Nobody was there, or whoever was has left.
    void closed();

private:
    void tryPlace();
    void onConnected();
    void onError(QLocalSocket::LocalSocketError error);
    void onReadyRead();
    void leave();
    void take(const QByteArray& octets);

    QStringList paths_;
    qsizetype place_ = 0;
    QList<Attempt> attempts_; // this round's
    QLocalSocket socket_;
    int spare_ =
        -1; // its descriptor once more: QLocalSocket drops what is unread when a write fails
    json::LineFramer lines_;
    int round_ = 0; // of open() and close(): what was posted before is void
    bool is_open_ = false;
};

} // namespace roost::client
