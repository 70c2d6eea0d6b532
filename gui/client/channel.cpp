// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/channel.h"

#include <QLoggingCategory>

#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace roost::client {

namespace {

Q_LOGGING_CATEGORY(Log, "roost.client")

constexpr qint64 PieceOctets = 64 * 1024;

} // namespace

Channel::Channel(QStringList paths, QObject* parent) : QObject(parent), paths_(std::move(paths))
{
    connect(&socket_, &QLocalSocket::connected, this, &Channel::onConnected);
    connect(&socket_, &QLocalSocket::readyRead, this, &Channel::onReadyRead);
    connect(&socket_, &QLocalSocket::errorOccurred, this, &Channel::onError);
}

Channel::~Channel()
{
    close();
}

void Channel::open()
{
    close();
    place_ = 0;
    attempts_.clear();
    tryPlace();
}

void Channel::close()
{
    is_open_ = false;
    ++round_;
    const QSignalBlocker quiet(&socket_);
    socket_.abort();
    if (spare_ >= 0) ::close(spare_);
    spare_ = -1;
}

/// Later, since a socket may fail from within connectToServer(): nobody is answered while asking.
void Channel::tryPlace()
{
    const auto connect_now = [this, round = round_] {
        if (round != round_) return;
        lines_ = json::LineFramer();
        socket_.connectToServer(paths_.value(place_));
    };
    QMetaObject::invokeMethod(this, connect_now, Qt::QueuedConnection);
}

void Channel::onConnected()
{
    is_open_ = true;
    spare_ = ::dup(static_cast<int>(socket_.socketDescriptor()));
    Q_EMIT opened();
}

void Channel::onError(QLocalSocket::LocalSocketError error)
{
    if (is_open_) return leave();
    const QString why = error == QLocalSocket::ServerNotFoundError ? tr("there is no socket")
                        : error == QLocalSocket::ConnectionRefusedError
                            ? tr("nobody listens there any more")
                        : error == QLocalSocket::SocketAccessError ? tr("no right to open it")
                                                                   : socket_.errorString();
    attempts_.append({paths_.value(place_), why});
    if (++place_ < paths_.size()) return tryPlace();
    place_ = 0;
    Q_EMIT closed();
}

/// The daemon has gone; what it said before may tell why.
void Channel::leave()
{
    const int round = round_;
    take(socket_.readAll());
    std::array<char, PieceOctets> buffer;
    for (;;) {
        if (round != round_) return; // the receiver has had enough
        const auto count = ::recv(spare_, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count <= 0) break;
        take(QByteArray(buffer.data(), count));
    }
    close();
    Q_EMIT closed();
}

void Channel::onReadyRead()
{
    while (is_open_ && socket_.bytesAvailable() > 0) take(socket_.read(PieceOctets));
}

void Channel::take(const QByteArray& octets)
{
    const int round = round_;
    lines_.feed({octets.constData(), static_cast<std::size_t>(octets.size())});
    while (round == round_) { // the receiver of a message may close us
        const auto line = lines_.next();
        if (line && !*line) return;
        const auto message =
            line ? json::parseMessage(**line) : Result<json::Message>(line.error());
        if (message) {
            Q_EMIT messageArrived(*message);
            continue;
        }
        qCWarning(Log) << "what answers at" << path() << "is no roostd";
        close();
        Q_EMIT closed();
    }
}

void Channel::send(const std::string& line)
{
    socket_.write(line.data(), static_cast<qint64>(line.size()));
}

} // namespace roost::client
