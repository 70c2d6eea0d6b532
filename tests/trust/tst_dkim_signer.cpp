// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_signer.h"
#include "tests/trust/dkim_data.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace roost;
using trust::DkimVerdict;

namespace {

constexpr UnixSeconds Now = 1'700'000'000;

const trust::DkimSigner& signer()
{
    static const QTemporaryDir Folder;
    static const auto Key = trust::dkimKey(Folder.path().toStdString(), "opendkim");
    static const trust::DkimSigner Signer(*Key, "Example.test");
    return Signer;
}

Result<std::string> signatureOf(std::string_view message, std::size_t step = 1000)
{
    const auto header = headerOf(message);
    std::string_view body = message.substr(header.size());
    const auto next = [&body, step] {
        const auto piece = body.substr(0, step);
        body.remove_prefix(piece.size());
        return piece;
    };
    return signer().signature(header, next, Now);
}

/// The value of a tag of `field`, without folds.
std::string tagIn(const std::string& field, const char* tag)
{
    QByteArray text = QByteArray::fromStdString(field);
    text = text.mid(text.indexOf(':') + 1);
    for (const char* blank : {"\r", "\n", "\t", " "}) text.replace(blank, "");
    for (const QByteArray& part : text.split(';'))
        if (part.startsWith(QByteArray(tag) + '='))
            return part.mid(part.indexOf('=') + 1).toStdString();
    return "(none)";
}

const std::string Message = "From: a@example.test\r\nTo: b@other.test\r\nSubject: [...]\r\n"
                            "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
                            "Message-ID: <1@example.test>\r\nMIME-Version: 1.0\r\n"
                            "Content-Type: text/plain\r\n\r\nHello\r\n\r\n\r\n";

struct Sample {
    const char* name;
    std::string message;
};

std::vector<Sample> samples()
{
    std::string large = Message;
    for (int i = 0; i < 20'000; ++i) large += std::string(76, 'x') + "\r\n";
    const std::string from = "From: a@example.test\r\n";
    return {
        {"plain", Message},
        {"empty body", from + "Subject: x\r\n\r\n"},
        {"only from", from + "\r\nx\r\n"},
        {"folded", "From: \"A,\r\n B\"\r\n\t<a@example.test>\r\nTo: b@x.test,\r\n  c@x.test\r\n"
                   "Subject:\r\n [...]\r\n\r\nx\r\n"},
        {"above 127",
         "From: \xc3\x84 <a@example.test>\r\nSubject: \xe4\xb8\xad\r\n\r\n\xc3\xa4\r\n"},
        {"two of some", from
                            + "To: b@x.test\r\nTo: c@x.test\r\nCc: d@x.test\r\n"
                              "References: <1>\r\nReferences: <2>\r\nReferences: <3>\r\n"
                              "Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx\r\n"},
        {"every field",
         from
             + "Reply-To: a@x.test\r\nSubject: [...]\r\nDate: x\r\nTo: b@x.test\r\n"
               "Cc: c@x.test\r\nResent-Date: x\r\nResent-From: x\r\nResent-Sender: x\r\n"
               "Resent-To: x\r\nResent-Cc: x\r\nIn-Reply-To: <1>\r\nReferences: <1>\r\n"
               "List-Id: x\r\nList-Help: x\r\nList-Unsubscribe: x\r\nList-Subscribe: x\r\n"
               "List-Post: x\r\nList-Owner: x\r\nList-Archive: x\r\nAutocrypt: addr=x\r\n"
               "Content-Type: text/plain\r\n\r\nx\r\n"},
        {"blanks", from + "Subject:  \t [...]  \r\nX-Other: y\r\n\r\n x \t\r\n\t\r\n \r\n"},
        {"no line end", Message + "x"},
        {"large", large},
    };
}

} // namespace

class TstDkimSigner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ourSignaturesVerifyHere_data();
    void ourSignaturesVerifyHere();
    void tagsAreThoseOfTheProtocol();
    void fieldsAreOversignedOnce();
    void linesAreShort();
    void piecesDoNotMatter();
    void whatCannotBeSignedIsRefused();
    void manyThreadsSignAtOnce();
    void opendkimVerifiesOurSignatures();
    void dkimpyVerifiesOurSignatures();

private:
    DkimVerdict verify(const std::string& message) const;
    QString write(const QTemporaryDir& folder, const Sample& sample) const;
};

DkimVerdict TstDkimSigner::verify(const std::string& message) const
{
    trust::DkimVerification verification("example.test");
    verification.header(headerOf(message));
    verification.body(std::string_view(message).substr(headerOf(message).size()));
    using Status = trust::DkimAnswer::Status;
    const DkimKeys keys = {
        {"opendkim._domainkey.example.test", {Status::found, {signer().record()}}}};
    return verification.finish(keys, Now);
}

void TstDkimSigner::ourSignaturesVerifyHere_data()
{
    QTest::addColumn<QByteArray>("message");
    for (const Sample& sample : samples())
        QTest::newRow(sample.name) << QByteArray::fromStdString(sample.message);
}

void TstDkimSigner::ourSignaturesVerifyHere()
{
    QFETCH(QByteArray, message);
    const std::string text = message.toStdString();
    const auto signature = signatureOf(text);
    QVERIFY2(signature.has_value(), signature ? "" : signature.error().detail.c_str());
    QVERIFY(signature->starts_with("DKIM-Signature: "));
    QVERIFY(signature->ends_with("\r\n"));
    QCOMPARE(verify(*signature + text), DkimVerdict::pass);
    QCOMPARE(verify(*signature + text + "more\r\n"), DkimVerdict::fail);
    QCOMPARE(verify(*signature + "Subject: evil\r\n" + text), DkimVerdict::fail);
    QCOMPARE(verify(*signature + "X-Received: by\r\n" + text), DkimVerdict::pass);
}

void TstDkimSigner::tagsAreThoseOfTheProtocol()
{
    const auto field = signatureOf(Message);
    QVERIFY(field.has_value());
    QCOMPARE(tagIn(*field, "v"), std::string("1"));
    QCOMPARE(tagIn(*field, "a"), std::string("rsa-sha256"));
    QCOMPARE(tagIn(*field, "c"), std::string("relaxed/simple"));
    QCOMPARE(tagIn(*field, "d"), std::string("example.test"));
    QCOMPARE(tagIn(*field, "s"), std::string("opendkim"));
    QCOMPARE(tagIn(*field, "t"), std::to_string(Now));
    QCOMPARE(tagIn(*field, "l"), std::string("(none)"));
    QCOMPARE(tagIn(*field, "x"), std::string("(none)"));
    QCOMPARE(tagIn(*field, "i"), std::string("(none)"));
    QCOMPARE(tagIn(*field, "b").size(), std::size_t(344)); // 2048 bits
}

void TstDkimSigner::fieldsAreOversignedOnce()
{
    const auto field = signatureOf(Message);
    QVERIFY(field.has_value());
    const char* const oversigned =
        "from:reply-to:subject:date:to:cc:resent-date:resent-from:resent-sender:resent-to:"
        "resent-cc:in-reply-to:references:list-id:list-help:list-unsubscribe:list-subscribe:"
        "list-post:list-owner:list-archive:autocrypt";
    QCOMPARE(tagIn(*field, "h"), std::string("from:to:subject:date:content-type:") + oversigned);
    const auto twice = signatureOf("To: a@x.test\r\n" + Message);
    QVERIFY(twice.has_value());
    QCOMPARE(tagIn(*twice, "h"), std::string("to:from:to:subject:date:content-type:") + oversigned);
}

void TstDkimSigner::linesAreShort()
{
    for (const Sample& sample : samples()) {
        const auto field = signatureOf(sample.message);
        QVERIFY(field.has_value());
        for (const QByteArray& line : QByteArray::fromStdString(*field).split('\n'))
            QVERIFY2(line.size() <= 80, line.constData());
    }
}

void TstDkimSigner::piecesDoNotMatter()
{
    const auto at_once = signatureOf(Message, Message.size());
    const auto by_one = signatureOf(Message, 1);
    QVERIFY(at_once.has_value());
    QVERIFY(by_one.has_value());
    QCOMPARE(*by_one, *at_once);
}

void TstDkimSigner::whatCannotBeSignedIsRefused()
{
    std::string many = "From: a@example.test\r\n";
    for (int i = 0; i < 200; ++i) many += "To: b@x.test\r\n";
    for (const std::string& text :
         {std::string("Subject: no from\r\n\r\nx\r\n"), std::string("From a\r\n\r\n"),
          "From: a@example.test\r\nX: " + std::string(300'000, 'x') + "\r\n\r\n", many + "\r\n",
          Message + "bare\n", Message + "ba\rre\r\n", Message + "\r"}) {
        const auto field = signatureOf(text);
        QVERIFY(!field);
        QVERIFY(!field.error().detail.empty());
    }
}

void TstDkimSigner::manyThreadsSignAtOnce()
{
    std::vector<std::thread> threads;
    std::vector<std::string> made(4);
    for (std::string& out : made)
        threads.emplace_back([&out] {
            for (int i = 0; i < 50; ++i) out = *signatureOf(Message);
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& field : made) QCOMPARE(field, made.front());
}

/// The signed message in a file of `folder`.
QString TstDkimSigner::write(const QTemporaryDir& folder, const Sample& sample) const
{
    const QString path = folder.filePath(QString::fromLatin1(sample.name) + QStringLiteral(".eml"));
    QFile file(path);
    const auto field = signatureOf(sample.message);
    if (!field || !file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", sample.name);
    file.write(QByteArray::fromStdString(*field + sample.message));
    return path;
}

void TstDkimSigner::opendkimVerifiesOurSignatures()
{
    const QTemporaryDir folder;
    QFile dns(folder.filePath(QStringLiteral("dns")));
    QVERIFY(dns.open(QIODevice::WriteOnly));
    dns.write(
        QByteArray::fromStdString("opendkim._domainkey.example.test " + signer().record() + "\n"));
    dns.close();
    QFile settings(folder.filePath(QStringLiteral("conf")));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("Mode v\nSyslog no\nSocket inet:0@127.0.0.1\nTestDNSData file:"
                   + dns.fileName().toUtf8() + "\n");
    settings.close();
    for (const Sample& sample : samples()) {
        QProcess tool;
        tool.setProcessChannelMode(QProcess::MergedChannels);
        tool.start(QStringLiteral("opendkim"), {QStringLiteral("-x"), settings.fileName(),
                                                QStringLiteral("-t"), write(folder, sample)});
        QVERIFY2(tool.waitForFinished(), "is opendkim installed?");
        const QByteArray said = tool.readAll();
        QVERIFY2(said.contains("verification (s=opendkim, d=example.test, 2048-bit key) succeeded"),
                 sample.name + (": " + said));
    }
}

void TstDkimSigner::dkimpyVerifiesOurSignatures()
{
    const QTemporaryDir folder;
    for (const Sample& sample : samples()) {
        QProcess tool;
        tool.setProcessChannelMode(QProcess::MergedChannels);
        tool.start(QStringLiteral("/usr/bin/python3"), // Debian's own has python3-dkim
                   {QStringLiteral(TEST_DATA "/dkim/verify.py"), write(folder, sample),
                    QString::fromStdString(signer().record())});
        QVERIFY2(tool.waitForFinished(), "is python3 installed?");
        QVERIFY2(tool.exitCode() == 0, sample.name + (": " + tool.readAll()));
    }
}

QTEST_GUILESS_MAIN(TstDkimSigner)
#include "tst_dkim_signer.moc"
