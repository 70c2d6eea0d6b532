// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that try to get past the check, and odd ones that may pass. A row says what is odd and
// whether it passes; each is judged whole and in pieces. Armor and packets have tables of their
// own.
#include "tests/mail/row_name.h"
#include "tests/policy/messages.h"

#include <QtTest>

using namespace messages;
using openpgp::armor;
using openpgp::base64Lines;
using openpgp::Begin;
using openpgp::End;

class TstHostileMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void structureIsJudged_data();
    void structureIsJudged();
    void contentIsJudged_data();
    void contentIsJudged();
    void headerIsJudged_data();
    void headerIsJudged();

private:
    void judge();
};

namespace {

const std::string Passes;
const std::string Malformed = "554 5.6.0 Malformed message header";
const std::string TooLong = "554 5.6.0 Message header too long";
const std::string Armored = ArmorHeader + armor(Packets);

void columns()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("refusal");
}

void row(const std::string& name, const std::string& message, const std::string& refusal)
{
    const std::string verdict = refusal.empty() ? "accepted: " : "refused: ";
    QTest::newRow(rowName((verdict + name).c_str()).constData())
        << QByteArray::fromStdString(message) << QByteArray::fromStdString(refusal);
}

/// A message with `body` under a type of multipart/encrypted with the boundary `b`.
std::string withBody(const std::string& body)
{
    return Fields + EncryptedType + "\r\n" + body;
}

/// A message with a usual body under another Content-Type, or other fields at the end.
std::string withType(const std::string& fields)
{
    return Fields + fields + "\r\n" + parts({VersionPart, Armored});
}

/// A message with another header of the second part.
std::string withArmorHeader(const std::string& fields, const std::string& content)
{
    return withBody(parts({VersionPart, fields + "\r\n" + content}));
}

std::string quotedPrintable(std::string text)
{
    for (std::size_t at = 0; (at = text.find('=', at)) != std::string::npos; at += 3)
        text.replace(at, 1, "=3D");
    return text;
}

} // namespace

void TstHostileMessages::judge()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, refusal);
    const std::string octets = message.toStdString();
    for (const std::size_t step : {octets.size() + 1, std::size_t{1}, std::size_t{7}})
        QCOMPARE(QByteArray::fromStdString(submit(octets, {Bob}, step).refusal), refusal);
}

void TstHostileMessages::structureIsJudged_data()
{
    columns();
    const std::string hello = "Content-Type: text/plain\r\n\r\nHello\r\n";
    row("usual message", withBody(parts({VersionPart, Armored})), Passes);
    row("text in the preamble", withBody("An OpenPGP message\r\n" + parts({VersionPart, Armored})),
        Passes);
    row("text in the epilogue", withBody(parts({VersionPart, Armored}) + "\r\nbye\r\n"), Passes);
    row("blanks behind boundaries",
        withBody("--b \r\n" + VersionPart + "\r\n--b\t\r\n" + Armored + "\r\n--b-- \r\n"), Passes);
    row("one part", withBody(parts({Armored})), Unencrypted);
    row("version part only", withBody(parts({VersionPart})), Unencrypted);
    row("no parts", withBody("\r\n"), Unencrypted);
    row("closing boundary only", withBody("--b--\r\n"), Unencrypted);
    row("empty body", withBody(""), Unencrypted);
    row("third part of text", withBody(parts({VersionPart, Armored, hello})), Unencrypted);
    row("third part empty", withBody(parts({VersionPart, Armored, ""})), Unencrypted);
    row("parts swapped", withBody(parts({Armored, VersionPart})), Unencrypted);
    row("text between the parts", withBody(parts({VersionPart, hello, Armored})), Unencrypted);
    row("text instead of version", withBody(parts({hello, Armored})), Unencrypted);
    row("not closed", withBody("--b\r\n" + VersionPart + "\r\n--b\r\n" + Armored), Unencrypted);
    row("closed before the armor",
        withBody("--b\r\n" + VersionPart + "\r\n--b--\r\n--b\r\n" + Armored + "\r\n--b--\r\n"),
        Unencrypted);
    row("closed twice", withBody(parts({VersionPart, Armored}) + "--b--\r\n"), Unencrypted);
    row("part in the epilogue",
        withBody(parts({VersionPart, Armored}) + "--b\r\n" + hello + "--b--\r\n"), Unencrypted);
    row("line that begins with the boundary",
        withBody("--bc\r\n" + hello + parts({VersionPart, Armored})), Unencrypted);
    row("boundary after a bare LF", withBody("x\n--b\r\n" + hello + parts({VersionPart, Armored})),
        Unencrypted);
    row("bare LF in the preamble", withBody("x\ny\r\n" + parts({VersionPart, Armored})),
        Unencrypted);
    row("bare LF in the epilogue", withBody(parts({VersionPart, Armored}) + "x\ny\r\n"),
        Unencrypted);
    row("nested multipart as first part",
        withBody(parts({"Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n" + VersionPart
                            + "\r\n--c--\r\n",
                        Armored})),
        Unencrypted);
    row("nested multipart as second part",
        withBody(parts({VersionPart, "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n"
                                         + Armored + "\r\n--c--\r\n"})),
        Unencrypted);
    row("encrypted message as an attachment",
        Fields + "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n" + hello + "\r\n--o\r\n"
            + EncryptedType + "\r\n" + parts({VersionPart, Armored}) + "\r\n--o--\r\n",
        Unencrypted);
    row("forwarded encrypted message",
        Fields + "Content-Type: message/rfc822\r\n\r\n" + encrypted(armor(Packets)), Unencrypted);
    row("inline armor", Fields + "Content-Type: text/plain\r\n\r\n" + armor(Packets), Unencrypted);
    row("armor in the name of an attachment",
        withArmorHeader("Content-Type: application/octet-stream; name=\"" + Begin.substr(0, 27)
                            + "\"\r\n",
                        "Hello\r\n"),
        Unencrypted);
    row("signed only",
        Fields + "Content-Type: multipart/signed; boundary=b\r\n\r\n"
            + parts({hello, "Content-Type: application/pgp-signature\r\n\r\n" + armor("sig")}),
        Unencrypted);
    row("read receipt",
        Fields + "Content-Type: multipart/report; report-type=disposition-notification; boundary=b"
            + "\r\n\r\n"
            + parts({hello, "Content-Type: message/disposition-notification\r\n\r\nx"}),
        Unencrypted);
    row("plain text", Fields + "\r\nHello\r\n", Unencrypted);
    row("100,000 parts", withBody([] {
            std::string body;
            for (int i = 0; i < 100'000; ++i) body += "--b\r\n";
            return body + "--b--\r\n";
        }()),
        Unencrypted);
}

void TstHostileMessages::structureIsJudged()
{
    judge();
}

void TstHostileMessages::contentIsJudged_data()
{
    columns();
    const std::string octets = "Content-Type: application/octet-stream\r\n";
    const std::string base64 = "Content-Transfer-Encoding: base64\r\n";
    const std::string quoted = "Content-Transfer-Encoding: quoted-printable\r\n";
    const std::string armored = armor(Packets);
    row("armor in base64", withArmorHeader(octets + base64, base64Lines(armored)), Passes);
    row("armor in quoted-printable", withArmorHeader(octets + quoted, quotedPrintable(armored)),
        Passes);
    row("armor as 8bit", withArmorHeader(octets + "Content-Transfer-Encoding: 8BIT\r\n", armored),
        Passes);
    row("version in base64",
        withBody(parts({"Content-Type: application/pgp-encrypted\r\n" + base64 + "\r\n"
                            + base64Lines("Version: 1\r\n"),
                        Armored})),
        Passes);
    row("types in capitals",
        withBody(parts({"CONTENT-TYPE: Application/PGP-Encrypted\r\n\r\nVersion: 1",
                        "content-type: APPLICATION/OCTET-STREAM\r\n\r\n" + armored})),
        Passes);
    row("armor without checksum",
        withArmorHeader(octets, Begin + "\r\n" + base64Lines(Packets) + End), Passes);
    row("packets in base64 without armor", withArmorHeader(octets + base64, base64Lines(Packets)),
        Unencrypted);
    row("packets as they are", withArmorHeader(octets, Packets), Unencrypted);
    row("text in base64", withArmorHeader(octets + base64, base64Lines("Hello")), Unencrypted);
    row("base64 cut", withArmorHeader(octets + base64, base64Lines(armored) + "YW"), Unencrypted);
    row("text after the padding of base64",
        withArmorHeader(octets + base64, base64Lines(armored + "\r\n") + "SGVsbG8=\r\n"),
        Unencrypted);
    row("armor declared as base64", withArmorHeader(octets + base64, armored), Unencrypted);
    row("base64 declared twice", withArmorHeader(octets + base64 + base64, base64Lines(armored)),
        Unencrypted);
    row("unknown encoding",
        withArmorHeader(octets + "Content-Transfer-Encoding: x-rot13\r\n", armored), Unencrypted);
    row("stray equals sign in quoted-printable", withArmorHeader(octets + quoted, armored),
        Unencrypted);
    row("two types of the second part",
        withArmorHeader(octets + "Content-Type: text/plain\r\n", armored), Unencrypted);
    row("two types of the second part, the right one last",
        withArmorHeader("Content-Type: text/plain\r\n" + octets, armored), Unencrypted);
    row("second part of text", withArmorHeader("Content-Type: text/plain\r\n", armored),
        Unencrypted);
    row("second part without a type", withArmorHeader("", armored), Unencrypted);
    row("second part without an empty line", withBody(parts({VersionPart, octets + armored})),
        Unencrypted);
    row("second part empty", withArmorHeader(octets, ""), Unencrypted);
    row("first part without a type", withBody(parts({"\r\nVersion: 1\r\n", Armored})), Unencrypted);
    for (const std::string version : {"", "Version: 2", "Version: 1\r\nHello", "Version:1",
                                      "version: 1", "Hello\r\nVersion: 1", "Version: 1 2"})
        row("version part says '" + version + "'",
            withBody(parts({"Content-Type: application/pgp-encrypted\r\n\r\n" + version, Armored})),
            Unencrypted);
    row("version part of a megabyte",
        withBody(parts({VersionPart + std::string(1 << 20, ' '), Armored})), Unencrypted);
    row("header of the part without end",
        withBody("--b\r\nX: " + std::string(1 << 20, 'x') + "\r\n\r\n"), Unencrypted);
    row("NUL in the header of the part",
        withBody(parts({std::string("X: \0\r\n", 6) + VersionPart, Armored})), Unencrypted);
    row("version line in the armor",
        withArmorHeader(octets, Begin + "Version: 1\r\n\r\n" + base64Lines(Packets) + End),
        Unencrypted);
    row("comment in the armor",
        withArmorHeader(octets, Begin + "Comment: Hello\r\n\r\n" + base64Lines(Packets) + End),
        Unencrypted);
    row("armor without END", withArmorHeader(octets, Begin + "\r\n" + base64Lines(Packets)),
        Unencrypted);
    row("quoted-printable cut", withArmorHeader(octets + quoted, quotedPrintable(armored) + "="),
        Unencrypted);
    row("text before the armor", withArmorHeader(octets, "Hello\r\n" + armored), Unencrypted);
    row("empty line before the armor", withArmorHeader(octets, "\r\n" + armored), Unencrypted);
    row("text after the armor", withArmorHeader(octets, armored + "Hello\r\n"), Unencrypted);
    row("two armors", withArmorHeader(octets, armored + armored), Unencrypted);
    row("bare LF in the armor",
        withArmorHeader(octets, Begin + "\r\n" + roost::base64(Packets) + "\n" + End), Unencrypted);
    row("literal data in armor", encrypted(armor(openpgp::packet(11, "b\x01xabcdHello"))),
        Unencrypted);
    row("two encrypted data packets", encrypted(armor(Packets + Packets)), Unencrypted);
    row("octets behind the packets", encrypted(armor(Packets + "Hello")), Unencrypted);
    row("packets cut", encrypted(armor(Packets.substr(0, Packets.size() - 1))), Unencrypted);
    row("padding packet", encrypted(armor(openpgp::packet(21, "x") + Packets)), Unencrypted);
    row("marker packet", encrypted(armor(openpgp::packet(10, "PGP") + Packets)), Unencrypted);
    row("unprotected data packet", encrypted(armor(openpgp::packet(9, "x"))), Unencrypted);
    row("armor without data", encrypted(armor("")), Unencrypted);
    row("key block",
        withArmorHeader(octets, "-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n\r\n"
                                    + base64Lines(Packets)
                                    + "-----END PGP PUBLIC KEY BLOCK-----\r\n"),
        Unencrypted);
}

void TstHostileMessages::contentIsJudged()
{
    judge();
}

void TstHostileMessages::headerIsJudged_data()
{
    columns();
    const std::string from = "From: alice@relay.test\r\n";
    const std::string body = parts({VersionPart, Armored});
    row("From alone is enough", from + EncryptedType + "\r\n" + body, Passes);
    row("no protocol parameter", withType("Content-Type: multipart/encrypted; boundary=b\r\n"),
        Passes);
    row("multipart declared as 7bit",
        withType(EncryptedType + "Content-Transfer-Encoding: 7bit\r\n"), Passes);
    row("8 bit in a field", encrypted(armor(Packets), from + "X: \xff\xc3\r\n"), Passes);
    row("header of 200,000 octets",
        encrypted(armor(Packets), from + "X: " + std::string(200'000, 'x') + "\r\n"), Passes);
    row("no Content-Type", withType(""), Unencrypted);
    row("two Content-Types", withType(EncryptedType + "Content-Type: text/plain\r\n"), Unencrypted);
    row("Content-Type twice the same", withType(EncryptedType + EncryptedType), Unencrypted);
    row("multipart/mixed", withType("Content-Type: multipart/mixed; boundary=b\r\n"), Unencrypted);
    row("application/encrypted", withType("Content-Type: application/encrypted; boundary=b\r\n"),
        Unencrypted);
    row("no boundary", withType("Content-Type: multipart/encrypted\r\n"), Unencrypted);
    row("two boundaries", withType("Content-Type: multipart/encrypted; boundary=b; boundary=c\r\n"),
        Unencrypted);
    row("split boundary",
        withType("Content-Type: multipart/encrypted; boundary*0=b; boundary=b\r\n"), Unencrypted);
    row("boundary of 100 octets",
        withType("Content-Type: multipart/encrypted; boundary=" + std::string(100, 'b') + "\r\n"),
        Unencrypted);
    row("multipart declared as base64",
        withType(EncryptedType + "Content-Transfer-Encoding: base64\r\n"), Unencrypted);
    row("multipart declared as 7bit and as base64",
        withType(EncryptedType + "Content-Transfer-Encoding: 7bit\r\n"
                 + "Content-Transfer-Encoding: base64\r\n"),
        Unencrypted);
    row("Content-Type in the body", Fields + "\r\n" + EncryptedType + "\r\n" + body, Unencrypted);
    row("empty line first", "\r\n" + withType(EncryptedType), "500 Invalid FROM header");
    row("no end of the header", Fields + EncryptedType, Unencrypted);
    row("header cut in a field", "From: alice@relay.test", Malformed);
    row("line without a colon", encrypted(armor(Packets), from + "Hello\r\n"), Malformed);
    row("fold first", " fold\r\n" + withType(EncryptedType), Malformed);
    row("mbox line first", "From alice@relay.test\r\n" + withType(EncryptedType), Malformed);
    row("bare LF in a field", encrypted(armor(Packets), from + "X: y\nFrom: eve@x\r\n"), Malformed);
    row("bare CR in a field", encrypted(armor(Packets), from + "X: y\rFrom: eve@x\r\n"), Malformed);
    row("header that ends with bare LF", from + "\n" + withType(EncryptedType), Malformed);
    row("NUL in a field", encrypted(armor(Packets), from + std::string("X: \0\r\n", 6)), Malformed);
    row("NUL in From", encrypted(armor(Packets), std::string("From: alice@relay.test\0@x\r\n", 27)),
        Malformed);
    row("two From fields", encrypted(armor(Packets), from + from), "500 Invalid FROM header");
    row("From of another in a fold",
        encrypted(armor(Packets), "From: alice@relay.test\r\n ,eve@x\r\n"),
        "500 Invalid FROM header");
    row("From group of two", encrypted(armor(Packets), "From: us:alice@relay.test,eve@x;\r\n"),
        "500 Invalid FROM header");
    row("From with 10,000 addresses",
        encrypted(armor(Packets),
                  [] {
                      std::string field = "From: alice@relay.test";
                      for (int i = 0; i < 10'000; ++i) field += ",\r\n a@x";
                      return field + "\r\n";
                  }()),
        "500 Invalid FROM header");
    row("From with 100,000 open comments",
        encrypted(armor(Packets), "From: " + std::string(100'000, '(') + "\r\n"),
        "500 Invalid FROM header");
    row("header of 10 MB in one field",
        encrypted(armor(Packets), from + "X: " + std::string(10'000'000, 'x') + "\r\n"), TooLong);
    row("header of 10 MB in many fields",
        encrypted(armor(Packets),
                  [&from] {
                      std::string fields = from;
                      for (int i = 0; i < 1'000'000; ++i) fields += "X-Y: abc\r\n";
                      return fields;
                  }()),
        TooLong);
    row("header of 10 MB in one fold after the other",
        encrypted(armor(Packets),
                  [&from] {
                      std::string fields = from;
                      for (int i = 0; i < 1'000'000; ++i) fields += "\tfolded\r\n";
                      return fields;
                  }()),
        TooLong);
}

void TstHostileMessages::headerIsJudged()
{
    judge();
}

QTEST_GUILESS_MAIN(TstHostileMessages)
#include "tst_hostile_messages.moc"
