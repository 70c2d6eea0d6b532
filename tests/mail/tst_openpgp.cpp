// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/armor_reader.h"
#include "backend/mail/packet_reader.h"
#include "tests/mail/openpgp.h"

#include <QtTest>

using namespace openpgp;

class TstOpenpgp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encryptedMessagesAreTaken_data();
    void encryptedMessagesAreTaken();
    void otherPacketsAreRefused_data();
    void otherPacketsAreRefused();
    void armorIsUndone_data();
    void armorIsUndone();
    void otherArmorIsRefused_data();
    void otherArmorIsRefused();
    void versionLineIsTakenOnlyWhenAllowed();
};

namespace {

void row(const char* name, const std::string& octets)
{
    QTest::newRow(name) << QByteArray::fromStdString(octets);
}

bool isEncrypted(std::string_view octets, std::size_t step)
{
    roost::mail::PacketReader reader;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size())))
        if (!reader.feed(octets.substr(0, step))) return false;
    return reader.finish();
}

/// What the armor holds, or "refused".
std::string dearmored(std::string_view text, std::size_t step, bool version_line = false)
{
    roost::mail::ArmorReader reader(version_line);
    std::string octets;
    for (; !text.empty(); text.remove_prefix(std::min(step, text.size())))
        if (!reader.feed(text.substr(0, step), octets)) return "refused";
    return reader.finish() ? octets : "refused";
}

} // namespace

void TstOpenpgp::encryptedMessagesAreTaken_data()
{
    QTest::addColumn<QByteArray>("octets");
    row("protected data alone", Protected);
    row("public key", PublicKey + Protected);
    row("password", Password + Protected);
    row("many keys", PublicKey + PublicKey + Password + PublicKey + Protected);
    row("key in old format", oldPacket(1, "key") + oldPacket(3, "key") + Protected);
    row("old format, two octets of length",
        octet(0x85) + octet(1) + octet(0) + std::string(256, 'k') + Protected);
    row("old format, four octets of length",
        octet(0x86) + std::string(3, '\0') + octet(3) + "key" + Protected);
    row("one octet of length", packet(18, std::string(191, 'e')));
    row("two octets, least", packet(18, std::string(192, 'e')));
    row("two octets, most", packet(18, std::string(8383, 'e')));
    row("five octets", packet(18, std::string(8384, 'e')));
    row("five octets for a small length",
        newTag(18) + octet(255) + std::string(3, '\0') + octet(2) + "ee");
    row("partial lengths", PublicKey + newTag(18) + partial(9) + partial(10) + octet(1) + "e");
    row("partial, then two octets",
        newTag(18) + partial(9) + octet(192) + octet(0) + std::string(192, 'e'));
    row("partial, then nothing more", newTag(18) + partial(9) + octet(0));
    row("versions 6 and 2", packet(1, "\x06key") + packet(3, "\x06key")
                                + packet(18, "\x02"
                                             "data"));
}

void TstOpenpgp::encryptedMessagesAreTaken()
{
    QFETCH(QByteArray, octets);
    const std::string input = octets.toStdString();
    for (std::size_t step = 1; step < 9; ++step) QVERIFY(isEncrypted(input, step));
    QVERIFY(isEncrypted(input, input.size()));
}

void TstOpenpgp::otherPacketsAreRefused_data()
{
    QTest::addColumn<QByteArray>("octets");
    row("nothing", "");
    row("keys without data", PublicKey + Password);
    row("key after the data", Protected + PublicKey);
    row("data twice", PublicKey + Protected + Protected);
    row("one octet after the data", Protected + octet(0));
    row("line end after the data", Protected + "\r\n");
    row("data one octet short", Protected.substr(0, Protected.size() - 1));
    row("key cut", PublicKey.substr(0, 20));
    row("tag alone", newTag(18));
    row("length cut", newTag(18) + octet(255) + std::string(3, '\0'));
    row("two-octet length cut", newTag(18) + octet(193));
    row("last partial missing", newTag(18) + partial(9));
    row("last partial short", newTag(18) + partial(9) + octet(2) + "e");
    row("partial short", newTag(18) + octet(224 + 30) + "eee");
    row("partial key", newTag(1) + partial(9) + octet(0) + Protected);
    row("partial password", newTag(3) + partial(2) + octet(0) + Protected);
    row("partial that swallows a packet",
        newTag(18) + octet(224 + 1) + Protected.substr(0, 2) + Protected);
    row("text", "Hello, this is no OpenPGP at all");
    row("high bit missing", octet(0x12) + octet(0));
    row("old format, indeterminate length", octet(0x87) + "key");
    row("old format, indeterminate length, then data", octet(0x87) + Protected);
    row("old format, indeterminate length of the tag nearest to data", octet(0xbf) + "data");
    row("padding first", packet(21, "pad") + Protected);
    row("padding last", Protected + packet(21, "pad"));
    row("marker", packet(10, "PGP") + Protected);
    row("old marker", oldPacket(10, "PGP") + Protected);
    row("unprotected data", PublicKey + packet(9, "data"));
    row("old unprotected data", PublicKey + oldPacket(9, "data"));
    row("AEAD of a draft", PublicKey + packet(20, "data"));
    row("literal", packet(11, "b\0text"));
    row("compressed", packet(8, "data"));
    row("signature first", packet(2, "sig") + Protected);
    row("one-pass signature", packet(4, "sig") + packet(11, "text") + packet(2, "sig"));
    row("public key itself", packet(6, "key"));
    row("secret key", packet(5, "key"));
    row("user id", packet(13, "Alice"));
    row("reserved tag 0", packet(0, "x") + Protected);
    row("unknown tag", packet(63, "x") + Protected);
    row("modification detection code", packet(19, "x"));
}

void TstOpenpgp::otherPacketsAreRefused()
{
    QFETCH(QByteArray, octets);
    const std::string input = octets.toStdString();
    for (std::size_t step = 1; step < 9; ++step) QVERIFY(!isEncrypted(input, step));
    QVERIFY(!isEncrypted(input, input.size() + 1));
}

void TstOpenpgp::armorIsUndone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("octets");
    const auto add = [](const char* name, const std::string& text, const char* octets) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(octets);
    };
    add("as clients write it", armor("abcdef"), "abcdef");
    add("without checksum", Begin + "\r\nYWJj\r\n" + End, "abc");
    add("padded, without checksum", Begin + "\r\nYWI=\r\n" + End, "ab");
    add("padded twice, with checksum", Begin + "\r\nYQ==\r\n=abcd\r\n" + End, "a");
    add("padding in its own line", Begin + "\r\nYQ\r\n==\r\n=abcd\r\n" + End, "a");
    add("padding in two lines", Begin + "\r\nYQ=\r\n=\r\n=abcd\r\n" + End, "a");
    add("lines that split a group", Begin + "\r\nY\r\nWJj\r\nZGV\r\nm\r\n" + End, "abcdef");
    add("no empty line", Begin + "YWJj\r\n" + End, "abc");
    add("many empty lines", Begin + "\r\n\r\n\r\nYWJj\r\n\r\n\r\n=abcd\r\n\r\n" + End, "abc");
    add("empty lines at the end", Begin + "\r\nYWJj\r\n" + End + "\r\n\r\n", "abc");
    add("no line end at the end", Begin + "\r\nYWJj\r\n" + End.substr(0, End.size() - 2), "abc");
    add("no data", Begin + "\r\n" + End, "");
}

void TstOpenpgp::armorIsUndone()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, octets);
    const std::string input = text.toStdString();
    for (std::size_t step = 1; step <= input.size(); ++step)
        QCOMPARE(QByteArray::fromStdString(dearmored(input, step)), octets);
}

void TstOpenpgp::otherArmorIsRefused_data()
{
    QTest::addColumn<QByteArray>("octets");
    const std::string data = "\r\nYWJj\r\n";
    row("nothing", "");
    row("data without armor", "YWJj\r\n");
    row("binary", Protected);
    row("empty line first", "\r\n" + armor("abc"));
    row("text first", "See below.\r\n" + armor("abc"));
    row("blank before BEGIN", " " + armor("abc"));
    row("blank after BEGIN", "-----BEGIN PGP MESSAGE----- \r\n" + data + End);
    row("small letters", "-----begin pgp message-----\r\n" + data + End);
    row("part of a message", "-----BEGIN PGP MESSAGE, PART 1/2-----\r\n" + data + End);
    row("signed message", "-----BEGIN PGP SIGNED MESSAGE-----\r\n" + data + End);
    row("key block", "-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n" + data + End);
    row("BEGIN cut", "-----BEGIN PGP MESSAGE");
    row("comment line", Begin + "Comment: hello\r\n" + data + End);
    row("hash line", Begin + "Hash: SHA256\r\n" + data + End);
    row("charset line", Begin + "Charset: utf-8\r\n" + data + End);
    row("version line", Begin + "Version: 2\r\n" + data + End);
    row("line of a blank", Begin + " \r\nYWJj\r\n" + End);
    row("blank in the data", Begin + "\r\nYW Jj\r\n" + End);
    row("bare LF", Begin + "\r\nYWJj\nYWJj\r\n" + End);
    row("bare LF after BEGIN", "-----BEGIN PGP MESSAGE-----\n" + data + End);
    row("bare CR", Begin + "\r\nYWJj\rYWJj\r\n" + End);
    row("bare CR at the end", Begin + data + End + "\r");
    row("NUL", Begin + "\r\nYWJj" + octet(0) + "\r\n" + End);
    row("8 bit", Begin + "\r\nYWJj\xc3\xbc\r\n" + End);
    row("URL alphabet", Begin + "\r\nYWJ-\r\n" + End);
    row("group not complete", Begin + "\r\nYWJjZ\r\n" + End);
    row("padding too long", Begin + "\r\nYQ===\r\n" + End);
    row("padding too short", Begin + "\r\nYQ=\r\n" + End);
    row("padding and more data", Begin + "\r\nYQ==\r\nYWJj\r\n" + End);
    row("padding that cuts off bits", Begin + "\r\nYR==\r\n" + End);
    row("checksum in the line of the data", Begin + "\r\nYWJj=abcd\r\n" + End);
    row("checksum too short", Begin + "\r\nYWJj\r\n=abc\r\n" + End);
    row("checksum too long", Begin + "\r\nYWJj\r\n=abcde\r\n" + End);
    row("checksum not base64", Begin + "\r\nYWJj\r\n=ab-d\r\n" + End);
    row("checksum twice", Begin + "\r\nYWJj\r\n=abcd\r\n=abcd\r\n" + End);
    row("data after the checksum", Begin + "\r\nYWJj\r\n=abcd\r\nYWJj\r\n" + End);
    row("END in the line of the data", Begin + "\r\nYWJj" + End);
    row("END missing", Begin + data + "=abcd\r\n");
    row("END cut", Begin + data + "-----END PGP MESSAGE----");
    row("END of something else", Begin + data + "-----END PGP SIGNATURE-----\r\n");
    row("END with more", Begin + data + "-----END PGP MESSAGE-----more\r\n");
    row("text after END", Begin + data + End + "hello\r\n");
    row("two messages", armor("abc") + armor("abc"));
    row("dash-escaped END", Begin + data + "- " + End);
}

void TstOpenpgp::otherArmorIsRefused()
{
    QFETCH(QByteArray, octets);
    const std::string input = octets.toStdString();
    for (std::size_t step = 1; step <= input.size(); ++step)
        QCOMPARE(dearmored(input, step), std::string("refused"));
}

void TstOpenpgp::versionLineIsTakenOnlyWhenAllowed()
{
    const std::string text = Begin + "Version: GnuPG v2.0.22 (GNU/Linux)\r\n\r\nYWJj\r\n" + End;
    QCOMPARE(dearmored(text, 3, true), std::string("abc"));
    QCOMPARE(dearmored(armor("abc"), 3, true), std::string("abc"));
    QCOMPARE(dearmored(text, 3, false), std::string("refused"));
    const std::string twice = Begin + "Version: 1\r\nVersion: 2\r\n\r\nYWJj\r\n" + End;
    QCOMPARE(dearmored(twice, 3, true), std::string("refused"));
    const std::string late = Begin + "\r\nVersion: 1\r\nYWJj\r\n" + End;
    QCOMPARE(dearmored(late, 3, true), std::string("refused"));
    QCOMPARE(dearmored(Begin + "Versio\r\n" + End, 3, true), std::string("refused"));
}

QTEST_GUILESS_MAIN(TstOpenpgp)
#include "tst_openpgp.moc"
