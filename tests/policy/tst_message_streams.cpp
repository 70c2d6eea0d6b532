// SPDX-License-Identifier: GPL-3.0-or-later
// How the check behaves as a stream: the same at every split, bounded memory, linear time.
#include "tests/policy/messages.h"

#include <QtTest>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <malloc.h>
#include <new>

using namespace messages;
using openpgp::armor;
using Clock = std::chrono::steady_clock;

namespace {

std::atomic<std::size_t> live_octets = 0;
std::atomic<std::size_t> peak_octets = 0; // of live_octets, since it was last set

void forget(void* memory)
{
    if (memory) live_octets -= malloc_usable_size(memory);
    std::free(memory);
}

} // namespace

// Counts what the check takes of memory: all of the program goes through here.
void* operator new(std::size_t size)
{
    void* memory = std::malloc(size);
    if (!memory) throw std::bad_alloc();
    const std::size_t live = live_octets += malloc_usable_size(memory);
    std::size_t peak = peak_octets;
    while (live > peak && !peak_octets.compare_exchange_weak(peak, live)) {
    }
    return memory;
}

void operator delete(void* memory) noexcept
{
    forget(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    forget(memory);
}

class TstMessageStreams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySplitGivesTheSame_data();
    void everySplitGivesTheSame();
    void largeMessagesNeedLittleMemory_data();
    void largeMessagesNeedLittleMemory();
    void timeGrowsWithTheLength();
};

namespace {

/// An encrypted message of about `megabytes`, its data in partial lengths as streaming writers do.
std::string largeMessage(std::size_t megabytes)
{
    std::string packets = openpgp::PublicKey + openpgp::newTag(18);
    for (std::size_t i = 0; i < megabytes * 3 / 4; ++i) packets += openpgp::partial(20);
    return encrypted(armor(packets + openpgp::octet(3) + "end"));
}

std::string inBase64(std::size_t megabytes)
{
    const std::string message = largeMessage(megabytes * 3 / 4);
    const auto body = message.find(openpgp::Begin);
    const auto end = message.find("\r\n--b--");
    return Fields + EncryptedType + "\r\n--b\r\n" + VersionPart
           + "\r\n--b\r\nContent-Type: application/octet-stream\r\n"
             "Content-Transfer-Encoding: base64\r\n\r\n"
           + openpgp::base64Lines(message.substr(body, end - body)) + "\r\n--b--\r\n";
}

/// Submits in chunks as a connection does, dropping what was cleaned; returns whether it passed.
bool passes(std::string_view message, std::string& cleaned)
{
    constexpr std::size_t Chunk = 16 * 1024;
    roost::policy::OutgoingCheck check("alice@relay.test", {Bob});
    for (; !message.empty(); message.remove_prefix(std::min(Chunk, message.size()))) {
        cleaned.clear();
        check.feed(message.substr(0, Chunk), cleaned);
    }
    return check.finish(cleaned) == nullptr;
}

double secondsFor(const std::string& message)
{
    std::string cleaned;
    double best = 1e9; // of three: other work on the machine only adds
    for (int i = 0; i < 3; ++i) {
        const auto start = Clock::now();
        passes(message, cleaned);
        best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
    }
    return best;
}

} // namespace

void TstMessageStreams::everySplitGivesTheSame_data()
{
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const std::string& message) {
        QTest::newRow(name) << QByteArray::fromStdString(message);
    };
    const std::string fields = "Received: x\r\n\ty\r\nSubject: a\r\n b\r\n" + Fields;
    row("encrypted", encrypted(armor(Packets), fields));
    row("encrypted, in base64",
        fields + EncryptedType + "\r\n"
            + parts({VersionPart, "Content-Type: application/octet-stream\r\n"
                                  "Content-Transfer-Encoding: base64\r\n\r\n"
                                      + openpgp::base64Lines(armor(Packets))}));
    row("join request", joinRequest());
    row("line like a boundary", fields + EncryptedType + "\r\n--\r\n--c\r\n-\r\n"
                                    + parts({VersionPart, ArmorHeader + armor(Packets)}));
    row("bare CR", fields + EncryptedType + "\r\n\r\r\n\r"
                       + parts({VersionPart, ArmorHeader + armor(Packets)}));
    row("unencrypted", fields + "\r\nHello\r\n");
    row("no body", fields);
    row("bad From", "From: eve@x\r\n" + fields + "\r\nHello\r\n");
    row("malformed", fields + "\nHello\r\n");
}

void TstMessageStreams::everySplitGivesTheSame()
{
    QFETCH(QByteArray, message);
    const std::string octets = message.toStdString();
    const Outcome whole = submit(octets);
    for (std::size_t step = 1; step < 40; ++step) {
        const Outcome split = submit(octets, {Bob}, step);
        QCOMPARE(split.refusal, whole.refusal);
        // What is refused is thrown away, however much of it was looked at.
        if (whole.refusal.empty()) QCOMPARE(split.cleaned, whole.cleaned);
    }
    for (std::size_t at = 0; at <= octets.size(); ++at) {
        roost::policy::OutgoingCheck check("alice@relay.test", {Bob});
        Outcome split;
        check.feed(std::string_view(octets).substr(0, at), split.cleaned);
        check.feed(std::string_view(octets).substr(at), split.cleaned);
        const auto refusal = check.finish(split.cleaned);
        QCOMPARE(refusal ? std::to_string(refusal->code) + ' ' + refusal->text : "", whole.refusal);
        if (!refusal) QCOMPARE(split.cleaned, whole.cleaned);
    }
}

void TstMessageStreams::largeMessagesNeedLittleMemory_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("passed");
    QTest::addColumn<std::uint32_t>("limit"); // KiB, twice what is held: a string grows by doubling
    const auto row = [](const char* name, const std::string& message, bool passed,
                        std::uint32_t limit) {
        QTest::newRow(name) << QByteArray::fromStdString(message) << passed << limit;
    };
    const std::string line = Fields + EncryptedType + "\r\n";
    row("armor of 30 MB", largeMessage(30), true, 64);
    row("armor in base64 of 30 MB", inBase64(30), true, 64);
    row("preamble of 30 MB", line + std::string(30'000'000, '-'), false, 64);
    row("plain text of 30 MB", Fields + "\r\n" + std::string(30'000'000, 'x'), false, 64);
    row("header of 30 MB", Fields + "X: " + std::string(30'000'000, 'x'), false, 1024);
}

void TstMessageStreams::largeMessagesNeedLittleMemory()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, passed);
    QFETCH(std::uint32_t, limit);
    const std::string_view octets(message.constData(), static_cast<std::size_t>(message.size()));
    std::string cleaned;
    cleaned.reserve(64 * 1024);
    const std::size_t before = live_octets;
    peak_octets = before;
    const bool result = passes(octets, cleaned);
    const std::size_t taken = peak_octets - before;
    QCOMPARE(result, passed);
    QVERIFY2(taken <= limit * 1024U, qPrintable(QString::number(taken)));
}

void TstMessageStreams::timeGrowsWithTheLength()
{
    const std::string small = largeMessage(4);
    const std::string large = largeMessage(32);
    const double seconds = secondsFor(large);
    const double ratio = seconds / secondsFor(small);
    const double length_ratio =
        static_cast<double>(large.size()) / static_cast<double>(small.size());
    qInfo("%.0f MB/s", static_cast<double>(large.size()) / 1e6 / seconds);
    QVERIFY2(ratio < 4 * length_ratio, qPrintable(QString::number(ratio)));
}

QTEST_GUILESS_MAIN(TstMessageStreams)
#include "tst_message_streams.moc"
