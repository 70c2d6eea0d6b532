// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/certificate.h"
#include "backend/net/tls.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace roost::net {
namespace {

namespace fs = std::filesystem;

Error unavailable(const fs::path& path, int error)
{
    return Error(Code::unavailable, path.string() + ": " + std::generic_category().message(error));
}

/// The file's text; nothing when there is no such file.
Result<std::optional<std::string>> textOf(const fs::path& path)
{
    std::error_code ec;
    if (!fs::exists(path, ec) && !ec) return std::optional<std::string>();
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (ec || !file) return Error(Code::unavailable, path.string() + " cannot be read");
    return std::optional(std::move(text));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    int get() const { return number_; }

private:
    int number_;
};

bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

/// Puts the whole file in place at once, on disk when we return: a lost key would lock out every
/// client that pinned it.
Result<> replaceFile(const fs::path& path, std::string_view text, mode_t mode)
{
    const fs::path fresh = path.string() + ".new";
    ::unlink(fresh.c_str());
    {
        const Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        if (file.get() < 0 || !writeAll(file.get(), text)) return unavailable(fresh, errno);
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) return unavailable(path, errno);
    const Descriptor folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) return unavailable(path, errno);
    return {};
}

Result<KeyPtr> keptKey(const fs::path& path)
{
    const auto text = textOf(path);
    if (!text) return text.error();
    if (*text) {
        auto key = parseKey(**text);
        if (!key) return Error(Code::corrupt, path.string() + ": " + key.error().detail);
        return key;
    }
    KeyPtr key = makeKey();
    const auto written = replaceFile(path, keyPem(key.get()), 0600);
    if (!written) return written.error();
    return key;
}

/// The kept certificate, when it still fits key and domain; else empty.
std::string
keptCertificate(const std::optional<std::string>& text, EVP_PKEY* key, const std::string& domain)
{
    if (!text) return {};
    const auto chain = parseChain(*text);
    if (!chain || !matches(chain->front().get(), key, domain)) return {};
    return *text;
}

} // namespace

Result<Identity> selfSignedIdentity(const fs::path& folder, const std::string& domain)
{
    if (!isCertifiable(domain)) return Error(Code::invalid, "no host name: " + domain);
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec) return unavailable(folder, ec.value());
    const auto key = keptKey(folder / "key.pem");
    if (!key) return key.error();

    const fs::path path = folder / "certificate.pem";
    const auto text = textOf(path);
    if (!text) return text.error();
    std::string pem = keptCertificate(*text, key->get(), domain);
    if (pem.empty()) {
        pem = certificatePem(makeCertificate(key->get(), domain).get());
        const auto written = replaceFile(path, pem, 0644);
        if (!written) return written.error();
    }
    return Identity{pem, keyPem(key->get())};
}

} // namespace roost::net
