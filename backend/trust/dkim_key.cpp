// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_key.h"

#include "shared/base/text.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace roost::trust {
namespace {

namespace fs = std::filesystem;

constexpr int NewKeyBits = 2048;
constexpr int MinKeyBits = 1024; // what others accept (RFC 8301 §3.2); for keys brought along
constexpr std::size_t MaxFileOctets = 64 * 1024;
constexpr std::size_t MaxStringOctets = 255; // RFC 1035 §3.3

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

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

Error unavailable(const fs::path& path, int error)
{
    return Error(Code::unavailable, path.string() + ": " + std::generic_category().message(error));
}

Error damaged(const fs::path& path)
{
    return Error(Code::corrupt,
                 path.string()
                     + " holds no RSA key of at least 1024 bits: put back its copy from a backup, "
                       "or move it away to get a new key, and publish that in the DNS");
}

/// A DNS label, so no way out of the folder.
bool isSelector(std::string_view text)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !text.empty() && text.size() <= 63 && std::ranges::all_of(text, fits);
}

int noPassword(char*, int, int, void*)
{
    return -1; // OpenSSL would ask at the terminal
}

KeyPtr keyOf(std::string_view pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    KeyPtr key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassword, nullptr) : nullptr,
               EVP_PKEY_free);
    ERR_clear_error();
    if (key && (!EVP_PKEY_is_a(key.get(), "RSA") || EVP_PKEY_get_bits(key.get()) < MinKeyBits))
        key.reset();
    return key;
}

/// PKCS #8 without a password.
std::string pemOf(EVP_PKEY* key)
{
    const BioPtr bio(BIO_new(BIO_s_secmem()), BIO_free);
    char* data = nullptr;
    if (!bio
        || PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr)
               != 1)
        throw std::runtime_error("the DKIM key cannot be written as PEM");
    const long size = BIO_get_mem_data(bio.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
}

/// The text to publish, as opendkim-genkey and other relays have it.
std::string recordOf(EVP_PKEY* key)
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0) throw std::runtime_error("the DKIM key has no public half");
    const std::string octets(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return "v=DKIM1;k=rsa;p=" + base64(octets) + ";s=email;t=s";
}

/// The file's text; empty when it is too long to be a key.
Result<std::string> readAll(const Descriptor& file, const fs::path& path)
{
    std::string text(MaxFileOctets + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const auto got = ::read(file.get(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unavailable(path, errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    text.resize(size > MaxFileOctets ? 0 : size);
    return text;
}

/// Errors: not_found, and those of dkimKey.
Result<KeyPtr> storedKey(const fs::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0 && errno == ENOENT) return Error(Code::not_found, path.string());
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return unavailable(path, errno);
    if (!S_ISREG(status.st_mode)) return damaged(path);
    if ((status.st_mode & 077) != 0)
        return Error(Code::denied, path.string()
                                       + " can be read by others than its owner: chmod 600 it, and "
                                         "think of a new key when others may have read it");
    auto text = readAll(file, path);
    if (!text) return text.error();
    KeyPtr key = keyOf(*text);
    OPENSSL_cleanse(text->data(), text->size());
    if (!key) return damaged(path);
    return key;
}

bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

/// Puts the whole file in place at once; when there is one by now, that is an error and it stays.
Result<> writeNew(const fs::path& path, std::string_view text)
{
    const fs::path fresh = path.string() + ".new";
    ::unlink(fresh.c_str()); // left by a crash
    const Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.get() < 0 || ::fchmod(file.get(), 0600) != 0 || !writeAll(file.get(), text))
        return unavailable(fresh, errno);
    const int linked = ::link(fresh.c_str(), path.c_str());
    const int error = errno;
    ::unlink(fresh.c_str());
    if (linked != 0) return unavailable(path, error);
    const Descriptor folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) return unavailable(path, errno);
    return {};
}

Result<> ensureFolder(const fs::path& folder)
{
    if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return unavailable(folder, errno);
}

Result<KeyPtr> newKey(const fs::path& path)
{
    KeyPtr key(EVP_RSA_gen(static_cast<unsigned>(NewKeyBits)), EVP_PKEY_free);
    if (!key) throw std::runtime_error("no DKIM key can be made");
    std::string pem = pemOf(key.get());
    const auto written = writeNew(path, pem);
    OPENSSL_cleanse(pem.data(), pem.size());
    if (!written) return written.error();
    return key;
}

} // namespace

Result<DkimKey> dkimKey(const fs::path& folder, const std::string& selector)
{
    if (!isSelector(selector)) return Error(Code::invalid, "the DKIM selector is no DNS label");
    if (const auto made = ensureFolder(folder); !made) return made.error();
    const fs::path path = folder / (selector + ".pem");
    auto key = storedKey(path);
    if (!key && key.error().code == Code::not_found) key = newKey(path);
    if (!key) return key.error();
    return DkimKey{selector, pemOf(key->get()), recordOf(key->get())};
}

std::string zoneText(std::string_view record)
{
    std::string text;
    while (!record.empty()) {
        if (!text.empty()) text += ' ';
        text += '"';
        text += record.substr(0, MaxStringOctets);
        text += '"';
        record.remove_prefix(std::min(MaxStringOctets, record.size()));
    }
    return text;
}

} // namespace roost::trust
