// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as clients submit them, put together from parts that tests may replace.
#pragma once

#include "backend/policy/outgoing_check.h"
#include "tests/mail/openpgp.h"

#include <algorithm>
#include <string>
#include <vector>

namespace messages {

/// The fields of a message from Alice, without the Content-Type.
inline const std::string Fields = "From: <alice@relay.test>\r\n"
                                  "To: \"hidden-recipients\": ;\r\n"
                                  "Subject: [...]\r\n"
                                  "Date: Mon, 23 Nov 2026 18:33:38 +0000\r\n"
                                  "Message-ID: <1@relay.test>\r\n"
                                  "Chat-Version: 1.0\r\n"
                                  "MIME-Version: 1.0\r\n";

inline const std::string EncryptedType =
    "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n"
    "\tboundary=\"b\"\r\n";

inline const std::string VersionPart = "Content-Type: application/pgp-encrypted\r\n"
                                       "Content-Description: PGP/MIME version identification\r\n"
                                       "\r\n"
                                       "Version: 1\r\n";

inline const std::string ArmorHeader = "Content-Type: application/octet-stream;\r\n"
                                       "\tname=\"encrypted.asc\"\r\n"
                                       "\r\n";

/// A multipart body with the boundary `b`.
inline std::string parts(const std::vector<std::string>& contents)
{
    std::string body;
    for (const auto& content : contents) body += "--b\r\n" + content + "\r\n";
    return body + "--b--\r\n";
}

/// The encrypted message with another second part, or with other fields in front.
inline std::string encrypted(const std::string& armor, const std::string& fields = Fields)
{
    return fields + EncryptedType + "\r\n" + parts({VersionPart, ArmorHeader + armor});
}

/// The packets of a usual message.
inline const std::string Packets = openpgp::PublicKey + openpgp::PublicKey + openpgp::Protected;

/// A securejoin request in cleartext, as older clients send it.
inline std::string joinRequest(const std::string& text = "secure-join: vc-request",
                               const std::string& field = "Secure-Join: vc-request\r\n")
{
    return Fields + field + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
           + parts({"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n"});
}

/// What became of a message.
struct Outcome {
    std::string refusal; // the reply, or empty
    std::string cleaned;
    bool operator==(const Outcome&) const = default;
};

inline const roost::mail::Address Alice{"alice", "relay.test"};
inline const roost::mail::Address Bob{"bob", "relay.test"};
inline const std::string Unencrypted = "523 Encryption Needed: Invalid Unencrypted Mail";

/// Submits `message` as Alice in chunks of `step` octets.
inline Outcome submit(std::string_view message,
                      const std::vector<roost::mail::Address>& recipients = {Bob},
                      std::size_t step = std::string::npos)
{
    roost::policy::OutgoingCheck check("alice@relay.test", recipients);
    Outcome outcome;
    for (; !message.empty(); message.remove_prefix(std::min(step, message.size())))
        check.feed(message.substr(0, step), outcome.cleaned);
    if (const auto refusal = check.finish(outcome.cleaned))
        outcome.refusal = std::to_string(refusal->code) + ' ' + refusal->text;
    return outcome;
}

} // namespace messages
