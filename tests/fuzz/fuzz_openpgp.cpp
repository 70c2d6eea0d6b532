// SPDX-License-Identifier: GPL-3.0-or-later
// Armor and packets are judged the same however they are cut; outgoing armor is never taken where
// incoming armor is not.
#include "backend/mail/armor_reader.h"
#include "backend/mail/packet_reader.h"
#include "tests/fuzz/check.h"

#include <string>

namespace {

struct Judged {
    std::string packets;
    bool armored = false;
    bool encrypted = false;
    bool operator==(const Judged&) const = default;
};

bool readPackets(std::string_view octets, std::size_t step)
{
    roost::mail::PacketReader reader;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size())))
        if (!reader.feed(octets.substr(0, step))) return false;
    return reader.finish();
}

Judged readArmor(std::string_view octets, std::size_t step, bool version_line)
{
    roost::mail::ArmorReader reader(version_line);
    Judged judged;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size())))
        if (!reader.feed(octets.substr(0, step), judged.packets)) return {};
    judged.armored = reader.finish();
    judged.encrypted = judged.armored && readPackets(judged.packets, step);
    return judged;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    check(readPackets(text, 1) == readPackets(text, size + 1), "packets at every split");
    const Judged outgoing = readArmor(text, size + 1, false);
    const Judged incoming = readArmor(text, size + 1, true);
    check(readArmor(text, 1, false) == outgoing && readArmor(text, 7, false) == outgoing,
          "armor at every split");
    check(!outgoing.encrypted || incoming.encrypted, "outgoing is the stricter form");
    return 0;
}
