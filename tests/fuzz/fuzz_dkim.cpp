// SPDX-License-Identifier: GPL-3.0-or-later
// A verdict does not depend on how the message was cut, and nothing in a message, a tag list or a
// key record does harm.
#include "backend/trust/dkim_record.h"
#include "backend/trust/dkim_tags.h"
#include "backend/trust/dkim_verification.h"
#include "tests/fuzz/check.h"

#include <algorithm>

using namespace roost::trust;

namespace {

constexpr roost::UnixSeconds Now = 1'700'000'000;

// Of tests/data/dkim/keys/test-rsa2048.pem, which signed most of the corpus.
const std::string Record =
    "p="
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsPqshOYQ7MiBhp1F+YqiwJvMtXnuxCKSUBlS"
    "rxBJnUZSQQn323LXwSv0ozVTY9MlvSuIFrtbBe/j5V1+yD4HaSRp0EjIRlLq7SUw2mMYiRxm4VkgZPB9"
    "h8Y6vFD++9/w3XYc8yWCovt/VlTopcyhfaY+tcCkw1uELoAowAq5eyJ6tegkKW4Kr4xzYcKpfjjbBtUT"
    "J73GrbCvCUhW6I8j9GzyUGuPnPDdAzGuiwUtWJdXQdTL5KpeXZi2vUj3OvK42asjruA7hOxynonsmVWa"
    "VgSxWxetuJwc5OkEHBLAYJtc+K/xjosQ+pvcaTx0lqNBkyn5u9kVqAlJyySpvIym/QIDAQAB"
    ";t=s";

struct Seen {
    DkimVerdict verdict = DkimVerdict::none;
    std::string why;
    bool operator==(const Seen&) const = default;
};

Seen read(std::string_view message, std::size_t step)
{
    DkimVerification verification("example.test");
    const auto empty_line = message.find("\r\n\r\n");
    const auto header_octets =
        empty_line == std::string_view::npos ? message.size() : empty_line + 4;
    const auto questions = verification.header(message.substr(0, header_octets));
    check(questions.size() <= 10, "few questions");
    for (auto body = message.substr(header_octets); !body.empty();
         body.remove_prefix(std::min(step, body.size())))
        verification.body(body.substr(0, step));
    std::map<std::string, DkimAnswer> keys;
    for (const auto& question : questions)
        keys[question.name] = {DkimAnswer::Status::found, {Record}};
    Seen seen;
    seen.verdict = verification.finish(keys, Now);
    seen.why = verification.why();
    check((seen.verdict == DkimVerdict::pass) == seen.why.empty(), "a reason unless it passes");
    check(verification.finish(keys, Now) == seen.verdict, "the same when asked again");
    return seen;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const Seen whole = read(text, size + 1);
    check(read(text, 1) == whole, "octet by octet as at once");
    check(read(text, 3) == whole, "by threes as at once");
    if (const auto tags = dkimTags(text))
        if (const auto signature = dkimSignature(*tags)) {
            check(!signature->names.empty(), "something is signed");
            (void)checkWithRecord(Record, *signature, std::string(32, 'x'));
        }
    DkimSignature signature;
    signature.signature = std::string(256, 'x');
    for (const bool is_ed25519 : {false, true}) {
        signature.is_ed25519 = is_ed25519;
        check(!checkWithRecord(text, signature, std::string(32, 'x')), "no key signs anything");
    }
    return 0;
}
