// SPDX-License-Identifier: GPL-3.0-or-later
// What a real GnuPG writes is judged as it ought to be, and GnuPG agrees about what it is.
#include "tests/policy/gnupg.h"
#include "tests/policy/messages.h"

#include <QtTest>

using namespace messages;

class TstGnupgMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void encryptedMailPasses_data();
    void encryptedMailPasses();
    void otherMailIsRefused_data();
    void otherMailIsRefused();

private:
    std::unique_ptr<gnupg::Home> home_;
};

namespace {

const std::string Text = "Content-Type: text/plain\r\n\r\nHello Bob\r\n";
const QString Bobs = "bob@relay.test";

/// As mail carries it: gpg ends lines in LF.
std::string inMail(const std::string& text)
{
    return QByteArray::fromStdString(text).replace("\n", "\r\n").toStdString();
}

/// Does not compress, and spans several partial lengths.
std::string largeText()
{
    std::string text;
    for (unsigned state = 1; text.size() < 300'000; state = state * 1664525 + 1013904223)
        text += static_cast<char>(state >> 24);
    return text;
}

} // namespace

void TstGnupgMessages::initTestCase()
{
    home_ = std::make_unique<gnupg::Home>();
}

void TstGnupgMessages::encryptedMailPasses_data()
{
    QTest::addColumn<QByteArray>("armor");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& armor, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(armor) << QByteArray::fromStdString(text);
    };
    row("to one key", home_->encrypted(Text, {Bobs}), Text);
    row("to two keys", home_->encrypted(Text, {Bobs, "alice@relay.test"}), Text);
    row("signed inside", home_->encryptedAndSigned(Text, Bobs), Text);
    row("to a password", home_->encrypted(Text, {}, GPGME_ENCRYPT_SYMMETRIC), Text);
    row("to a key and a password", home_->encrypted(Text, {Bobs}, GPGME_ENCRYPT_SYMMETRIC), Text);
    row("to a hidden key", home_->run({"--armor", "--encrypt", "--throw-keyids", "-r", Bobs}, Text),
        Text);
    row("not compressed", home_->encrypted(Text, {Bobs}, GPGME_ENCRYPT_NO_COMPRESS), Text);
    row("large", home_->encrypted(largeText(), {Bobs}), largeText());
    row("empty", home_->encrypted("", {Bobs}), "");
}

void TstGnupgMessages::encryptedMailPasses()
{
    QFETCH(QByteArray, armor);
    QFETCH(QByteArray, text);
    const std::string message = armor.toStdString();
    QCOMPARE(gnupg::Data(message).type(), GPGME_DATA_TYPE_PGP_ENCRYPTED);
    QCOMPARE(home_->decrypted(message), text.toStdString());
    const std::string mail = encrypted(inMail(message));
    for (const std::size_t step : {std::string::npos, std::size_t{1}, std::size_t{4096}})
        QCOMPARE(submit(mail, {Bob}, step).refusal, std::string());
}

void TstGnupgMessages::otherMailIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("encrypted"); // and still refused
    const auto row = [](const char* name, const std::string& content, bool encrypted = false) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << encrypted;
    };
    row("signed only", home_->signedOnly(Text, GPGME_SIG_MODE_NORMAL));
    row("signed in clear", home_->signedOnly(Text, GPGME_SIG_MODE_CLEAR));
    row("signature alone", home_->signedOnly(Text, GPGME_SIG_MODE_DETACH));
    row("literal, compressed", home_->run({"--armor", "--store"}, Text));
    row("literal, not compressed", home_->run({"--armor", "--store", "-z", "0"}, Text));
    row("public key", home_->run({"--armor", "--export", Bobs}, ""));
    const QStringList encrypt = {"--armor", "--encrypt", "-r", Bobs};
    row("comment in the armor", home_->run(QStringList{"--comment", "x"} + encrypt, Text), true);
    row("version in the armor", home_->run(QStringList{"--emit-version"} + encrypt, Text), true);
    row("two messages", home_->encrypted(Text, {Bobs}) + home_->encrypted(Text, {Bobs}), true);
    row("text after the armor", home_->encrypted(Text, {Bobs}) + "Hello\n", true);
    home_->setArmor(false);
    const std::string packets = home_->encrypted(Text, {Bobs});
    home_->setArmor(true);
    row("no armor", packets, true);
    row("octets after the packets", openpgp::armor(packets + "Hello"));
    row("packets cut", openpgp::armor(packets.substr(0, packets.size() - 5)));
    row("packets twice", openpgp::armor(packets + packets));
}

void TstGnupgMessages::otherMailIsRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, encrypted);
    const std::string message = content.toStdString();
    if (encrypted) QCOMPARE(gnupg::Data(message).type(), GPGME_DATA_TYPE_PGP_ENCRYPTED);
    const std::string mail = messages::encrypted(inMail(message));
    for (const std::size_t step : {std::string::npos, std::size_t{1}})
        QCOMPARE(submit(mail, {Bob}, step).refusal, Unencrypted);
}

QTEST_GUILESS_MAIN(TstGnupgMessages)
#include "tst_gnupg_messages.moc"
