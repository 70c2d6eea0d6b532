// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/events.h"
#include "shared/api/overview.h"
#include "shared/api/session.h"
#include "shared/api/stats.h"
#include "shared/json/rpc.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>

#include <map>
#include <string>
#include <vector>

namespace roost::test {

/// Answers at a socket as it is told; counts what it is asked.
class FakeDaemon : public QObject {

public:
    explicit FakeDaemon(const QString& path) : path_(path)
    {
        api::Hello::Reply hello;
        hello.api_major = api::Major;
        hello.role = api::Role::admin;
        answer<api::Hello>(hello);
        answer<api::StatsGet>({});
        api::Subscribe::Reply snapshot;
        snapshot.number = 10;
        snapshot.overview.configured = true;
        snapshot.overview.domain = "chat.example.org";
        snapshot.overview.state = api::RelayState::running;
        answer<api::Subscribe>(snapshot);
        connect(&server_, &QLocalServer::newConnection, this, &FakeDaemon::take);
    }

    bool listen() { return server_.listen(path_); }

    void close()
    {
        server_.close();
        drop();
    }

    /// Ends the connection as a dying process would.
    void drop()
    {
        if (!peer_) return;
        peer_->disconnect(this);
        peer_->abort();
        peer_->deleteLater();
        peer_ = nullptr;
    }

    template <class Method>
    void answer(const typename Method::Reply& reply)
    {
        answers_[std::string(Method::Method)] = json::encode(reply);
    }
    template <class Method>
    void refuse(const Error& error)
    {
        errors_.insert_or_assign(std::string(Method::Method), error);
    }
    void neverAnswer(std::string_view method) { answers_.erase(std::string(method)); }
    void greetWith(const std::string& line) { greeting_ = line; }

    void sendRaw(const QByteArray& octets)
    {
        peer_->write(octets);
        peer_->flush();
    }
    void sendEvent(const api::Event& event) { sendRaw(lineOf(event)); }
    static QByteArray lineOf(const api::Event& event)
    {
        return QByteArray::fromStdString(
            json::notificationLine(api::Event::Notification, json::encode(event)));
    }

    int asked(std::string_view method) const
    {
        const auto found = asked_.find(std::string(method));
        return found == asked_.end() ? 0 : found->second;
    }
    bool hasPeer() const { return peer_ != nullptr; }

private:
    void take()
    {
        drop();
        peer_ = server_.nextPendingConnection();
        connect(peer_, &QLocalSocket::readyRead, this, &FakeDaemon::read);
        if (greeting_.empty()) return;
        sendRaw(QByteArray::fromStdString(greeting_));
        peer_->disconnectFromServer();
    }

    void read()
    {
        while (peer_ && peer_->canReadLine()) {
            std::optional<json::RpcError> refusal;
            const auto request = json::parseRequest(peer_->readLine().toStdString(), refusal);
            if (!request) continue;
            ++asked_[request->method];
            if (const auto why = errors_.find(request->method); why != errors_.end()) {
                json::RpcError error(json::rpcCode(why->second.code), why->second);
                error.id = *request->id;
                sendRaw(QByteArray::fromStdString(json::errorLine(error)));
                continue;
            }
            const auto found = answers_.find(request->method);
            if (found == answers_.end()) continue;
            sendRaw(QByteArray::fromStdString(json::replyLine(*request->id, found->second)));
        }
    }

    QString path_;
    QLocalServer server_;
    QLocalSocket* peer_ = nullptr;
    std::map<std::string, json::Value> answers_;
    std::map<std::string, Error> errors_;
    std::map<std::string, int> asked_;
    std::string greeting_;
};

/// A folder whose path leaves room for a socket's name (at most 107 octets).
class ShortFolder {
public:
    QString path(const QString& name) const { return folder_.filePath(name); }

private:
    QTemporaryDir folder_{QStringLiteral("/tmp/roost-XXXXXX")};
};

} // namespace roost::test
