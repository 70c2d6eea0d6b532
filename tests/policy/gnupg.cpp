// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/policy/gnupg.h"

#include <QProcess>

#include <array>
#include <unistd.h>

namespace gnupg {
namespace {

gpgme_error_t givePassword(void*, const char*, const char*, int, int descriptor)
{
    return gpgme_io_writen(descriptor, "secret\n", 7) == 0 ? 0 : gpgme_error_from_errno(errno);
}

} // namespace

std::string Data::octets() const
{
    gpgme_data_seek(data_, 0, SEEK_SET);
    std::string result;
    std::array<char, 4096> buffer;
    for (;;) {
        const auto count = gpgme_data_read(data_, buffer.data(), buffer.size());
        if (count <= 0) break;
        result.append(buffer.data(), static_cast<std::size_t>(count));
    }
    gpgme_data_seek(data_, 0, SEEK_SET);
    return result;
}

Home::Home()
{
    gpgme_check_version(nullptr);
    gpgme_ctx_t context = nullptr;
    ensure(gpgme_new(&context));
    context_.reset(context);
    const QByteArray path = folder_.path().toLocal8Bit();
    ensure(gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nullptr, path.constData()));
    ensure(gpgme_set_pinentry_mode(context, GPGME_PINENTRY_MODE_LOOPBACK));
    gpgme_set_passphrase_cb(context, givePassword, nullptr);
    setArmor(true);
    constexpr unsigned Flags = GPGME_CREATE_NOPASSWD | GPGME_CREATE_NOEXPIRE;
    for (const char* user : {"alice@relay.test", "bob@relay.test"}) // ed25519 and cv25519
        ensure(gpgme_op_createkey(context, user, "future-default", 0, 0, nullptr, Flags));
}

Home::~Home()
{
    QProcess::execute("gpgconf", {"--homedir", folder_.path(), "--kill", "gpg-agent"});
}

std::vector<gpgme_key_t> Home::keys(const QStringList& names)
{
    std::vector<gpgme_key_t> found;
    for (const auto& name : names) {
        gpgme_key_t key = nullptr;
        ensure(gpgme_op_keylist_start(context_.get(), name.toLocal8Bit().constData(), 0));
        ensure(gpgme_op_keylist_next(context_.get(), &key));
        ensure(gpgme_op_keylist_end(context_.get()));
        found.push_back(key);
    }
    found.push_back(nullptr);
    return found;
}

std::string Home::encrypted(const std::string& text, const QStringList& recipients, unsigned flags)
{
    const Data plain(text);
    const Data cipher;
    auto keys = this->keys(recipients);
    const auto all = static_cast<gpgme_encrypt_flags_t>(flags | GPGME_ENCRYPT_ALWAYS_TRUST);
    ensure(gpgme_op_encrypt(context_.get(), recipients.isEmpty() ? nullptr : keys.data(), all,
                            plain, cipher));
    for (const auto key : keys) gpgme_key_unref(key);
    return cipher.octets();
}

std::string Home::encryptedAndSigned(const std::string& text, const QString& recipient)
{
    const Data plain(text);
    const Data cipher;
    auto keys = this->keys({recipient});
    ensure(gpgme_op_encrypt_sign(context_.get(), keys.data(), GPGME_ENCRYPT_ALWAYS_TRUST, plain,
                                 cipher));
    for (const auto key : keys) gpgme_key_unref(key);
    return cipher.octets();
}

std::string Home::signedOnly(const std::string& text, gpgme_sig_mode_t mode)
{
    const Data plain(text);
    const Data made;
    ensure(gpgme_op_sign(context_.get(), plain, made, mode));
    return made.octets();
}

std::string Home::decrypted(const std::string& message)
{
    const Data cipher(message);
    const Data plain;
    ensure(gpgme_op_decrypt(context_.get(), cipher, plain));
    return plain.octets();
}

std::string Home::run(const QStringList& arguments, const std::string& input) const
{
    QProcess process;
    const QStringList common = {"--homedir", folder_.path(),  "--batch",
                                "--quiet",   "--trust-model", "always"};
    process.start("gpg", common + arguments);
    process.write(input.data(), static_cast<qint64>(input.size()));
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        throw std::runtime_error(process.readAllStandardError().toStdString());
    return process.readAllStandardOutput().toStdString();
}

} // namespace gnupg
