// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/smtp/server.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace roost;
using test::Client;
using test::Server;

namespace {

/// {plain USER} and {base64 TEXT} of AUTH, {message USER} an encrypted message of a user of ours or
/// of another address, {long N} N letters.
std::string expanded(QString text)
{
    static const QRegularExpression Macro("\\{(plain|base64|message|long) ([^}]*)\\}");
    const auto found = Macro.match(text);
    if (!found.hasMatch()) return text.toStdString();
    const std::string kind = found.captured(1).toStdString();
    const std::string value = found.captured(2).toStdString();
    std::string replacement;
    if (kind == "plain") replacement = Server::credentials(value);
    if (kind == "base64") replacement = base64(value);
    if (kind == "message") replacement = test::encryptedMessage(value);
    if (kind == "long") replacement = std::string(std::stoul(value), 'x');
    text.replace(found.capturedStart(), found.capturedLength(),
                 QString::fromStdString(replacement));
    return text.toStdString();
}

/// Plays a conversation and returns what really happened. Steps: `R:` (as first step) another
/// server speaks, `T:` TLS begins (as first step: from the start), `C: ` a line to send, `P: ` one
/// to send together with the next, `S: ` one to receive, `A: USER` an account is there, `I: USER N`
/// so many messages are in the INBOX.
class Player {
public:
    Player(Server& server, const QStringList& script, bool octet_by_octet)
        : server_(server), script_(script), octet_by_octet_(octet_by_octet)
    {
        is_tls_ = script.first() == "T:";
        client_ = script.first() == "R:" ? server.connectRelay() : server.connect(is_tls_);
    }

    QString play()
    {
        for (const QString& step : script_) seen_ += played(step);
        client_.reset();
        server_.waitForSessions();
        return seen_.join('\n');
    }

private:
    QString played(const QString& step)
    {
        if (step == "T:") {
            const bool is_done = std::exchange(is_tls_, true) || client_->startTls();
            return is_done ? step : "no TLS";
        }
        if (step.startsWith("A: "))
            server_.login(step.mid(3).toStdString() + "@relay.test").value();
        if (step.startsWith("P: ")) together_ += expanded(step.mid(3)) + "\r\n";
        if (step.startsWith("C: ")) send(expanded(step.mid(3)) + "\r\n");
        if (step.startsWith("S: ")) return "S: " + QString::fromStdString(client_->line());
        if (!step.startsWith("I: ")) return step;
        const QString user = step.section(' ', 1, 1);
        return "I: " + user + ' ' + QString::number(server_.inbox(user.toStdString()).size());
    }

    void send(const std::string& line)
    {
        const std::string octets = std::exchange(together_, {}) + line;
        if (!octet_by_octet_) return client_->send(octets);
        for (const char octet : octets) client_->send(std::string_view(&octet, 1));
    }

    Server& server_;
    QStringList script_;
    bool octet_by_octet_;
    bool is_tls_;
    std::unique_ptr<Client> client_;
    std::string together_;
    QStringList seen_;
};

} // namespace

class TstTranscripts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void transcript_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("octet_by_octet");
        const auto files = QDir(TEST_DATA "/smtp").entryInfoList({"*.txt"});
        QVERIFY(!files.isEmpty());
        for (const QFileInfo& file : files) {
            QTest::newRow(qPrintable(file.baseName())) << file.filePath() << false;
            // What is thrown away at STARTTLS must have come before it.
            if (QStringList{"starttls_injection", "relay_order"}.contains(file.baseName()))
                continue;
            QTest::newRow(qPrintable(file.baseName() + ", octet by octet"))
                << file.filePath() << true;
        }
    }

    void transcript()
    {
        QFETCH(QString, path);
        QFETCH(bool, octet_by_octet);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString script = QString::fromUtf8(file.readAll()).trimmed();

        auto settings = test::relaySettings();
        settings.max_recipients = 3;
        settings.max_message_size = 5000;
        settings.max_user_send_burst_size = 3;
        Server server(settings);
        const QString seen = Player(server, script.split('\n'), octet_by_octet).play();
        if (seen != script) qWarning("what happened:\n%s", qPrintable(seen));
        QCOMPARE(seen, script);
    }
};

QTEST_GUILESS_MAIN(TstTranscripts)
#include "tst_transcripts.moc"
