// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace roost::test {

/// A real roostd with data of its own, on loopback.
class Relay {
public:
    Relay() = default;
    ~Relay() { kill(); }

    bool start()
    {
        process_ = std::make_unique<QProcess>();
        process_->setStandardOutputFile(folder_.filePath(QStringLiteral("log")), QIODevice::Append);
        process_->setProcessChannelMode(QProcess::MergedChannels);
        process_->start(QStringLiteral(TEST_BIN "/roostd"),
                        {QStringLiteral("--data-dir"), folder_.filePath(QStringLiteral("data")),
                         QStringLiteral("--control"), control()});
        if (!process_->waitForStarted()) return false;
        return QTest::qWaitFor([this] { return answers(); }, 15'000);
    }

    /// As a power switch would.
    void kill()
    {
        if (!process_) return;
        process_->kill();
        process_->waitForFinished();
        process_.reset();
    }

    /// Gives a fresh relay its domain, without the console.
    bool setUp()
    {
        for (int attempt = 0; attempt < 5; ++attempt) {
            offset_ = freeOffset();
            if (ctl({QStringLiteral("setup"), QStringLiteral("--domain"),
                     QStringLiteral("_roost.localhost"), QStringLiteral("--listen"),
                     QStringLiteral("127.0.0.1"), QStringLiteral("--tls"),
                     QStringLiteral("self-signed"), QStringLiteral("--port-offset"),
                     QString::number(offset_)}))
                return true;
        }
        return false;
    }

    /// However busy or full the machine is, and however many accounts a test makes.
    bool allowAccounts()
    {
        return set("max_load_1m", "10000") && set("min_available_memory", "0")
               && set("min_free_disk_space", "0") && set("max_new_accounts_per_second", "1000");
    }

    bool set(const char* name, const char* value)
    {
        return ctl({QStringLiteral("setting"), QString::fromUtf8(name), QString::fromUtf8(value)});
    }

    bool ctl(const QStringList& arguments)
    {
        QProcess program;
        program.start(QStringLiteral(TEST_BIN "/roostctl"),
                      QStringList{QStringLiteral("--control"), control()} + arguments);
        const bool done =
            QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 30'000);
        return done && program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0;
    }

    /// Lets real clients do something; see traffic.py. The test's own event loop goes on.
    bool traffic(const QStringList& arguments)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedChannels);
        program.start(
            QStringLiteral("python3"),
            QStringList{QStringLiteral(TEST_DATA "/../gui/traffic.py"), QString::number(offset_)}
                + arguments);
        const bool done =
            QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 60'000);
        return done && program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0;
    }

    QString control() const { return folder_.filePath(QStringLiteral("control.sock")); }
    QString tapped() const { return folder_.filePath(QStringLiteral("tapped.sock")); }
    int offset() const { return offset_; }
    void setOffset(int offset) { offset_ = offset; }

    /// An offset at which all ports are free, below the range the kernel gives to clients.
    static int freeOffset()
    {
        for (int attempt = 0; attempt < 200; ++attempt) {
            const int offset = QRandomGenerator::global()->bounded(10'000, 31'000);
            bool is_free = true;
            for (const int port : {25, 465, 587, 993, 143, 443}) {
                QTcpServer probe;
                is_free =
                    is_free
                    && probe.listen(QHostAddress::LocalHost, static_cast<quint16>(offset + port));
            }
            if (is_free) return offset;
        }
        return 0;
    }

private:
    bool answers() const
    {
        QLocalSocket socket;
        socket.connectToServer(control());
        return socket.state() == QLocalSocket::ConnectedState;
    }

    QTemporaryDir folder_{QStringLiteral("/tmp/roost-XXXXXX")};
    std::unique_ptr<QProcess> process_;
    int offset_ = 0;
};

/// Stands between console and daemon and counts what the console asks.
class Tap : public QObject {

public:
    explicit Tap(const Relay& relay) : target_(relay.control())
    {
        connect(&server_, &QLocalServer::newConnection, this, &Tap::take);
        server_.listen(relay.tapped());
    }

    int requests() const { return requests_; }
    qint64 octetsDown() const { return octets_down_; }

private:
    void take()
    {
        auto* console = server_.nextPendingConnection();
        auto* daemon = new QLocalSocket(console);
        daemon->connectToServer(target_);
        connect(console, &QLocalSocket::readyRead, this, [this, console, daemon] {
            const QByteArray octets = console->readAll();
            requests_ += static_cast<int>(octets.count('\n'));
            daemon->write(octets);
        });
        connect(daemon, &QLocalSocket::readyRead, this, [this, console, daemon] {
            const QByteArray octets = daemon->readAll();
            octets_down_ += octets.size();
            console->write(octets);
        });
        connect(daemon, &QLocalSocket::disconnected, console, &QLocalSocket::disconnectFromServer);
        connect(console, &QLocalSocket::disconnected, console, &QObject::deleteLater);
    }

    QString target_;
    QLocalServer server_;
    int requests_ = 0;
    qint64 octets_down_ = 0;
};

} // namespace roost::test
