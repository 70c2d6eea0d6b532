// SPDX-License-Identifier: GPL-3.0-or-later
// A GnuPG with a home of its own and two keys, through GPGME.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <gpgme.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace gnupg {

inline void ensure(gpgme_error_t error)
{
    if (error) throw std::runtime_error(gpgme_strerror(error));
}

/// Octets that GPGME reads or writes.
class Data {
public:
    Data() { ensure(gpgme_data_new(&data_)); }
    explicit Data(const std::string& octets)
    {
        ensure(gpgme_data_new_from_mem(&data_, octets.data(), octets.size(), 1));
    }
    ~Data() { gpgme_data_release(data_); }
    Data(const Data&) = delete;
    Data& operator=(const Data&) = delete;
    operator gpgme_data_t() const { return data_; }
    std::string octets() const;
    /// What GnuPG takes it for.
    gpgme_data_type_t type() const { return gpgme_data_identify(data_, 0); }

private:
    gpgme_data_t data_ = nullptr;
};

/// Throws std::runtime_error when GnuPG fails.
class Home {
public:
    Home();
    ~Home();

    /// `text` encrypted to the keys named, or to a password with GPGME_ENCRYPT_SYMMETRIC.
    std::string
    encrypted(const std::string& text, const QStringList& recipients, unsigned flags = 0);
    std::string encryptedAndSigned(const std::string& text, const QString& recipient);
    std::string signedOnly(const std::string& text, gpgme_sig_mode_t mode);
    void setArmor(bool armor) { gpgme_set_armor(context_.get(), armor ? 1 : 0); }
    std::string decrypted(const std::string& message);
    /// The output of gpg itself, for what GPGME cannot ask for.
    std::string run(const QStringList& arguments, const std::string& input) const;

private:
    struct Release {
        void operator()(gpgme_ctx_t context) const { gpgme_release(context); }
    };
    std::vector<gpgme_key_t> keys(const QStringList& names);
    QTemporaryDir folder_;
    std::unique_ptr<gpgme_context, Release> context_;
};

} // namespace gnupg
