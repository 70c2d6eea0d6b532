<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Explanation</name>
    <message>
        <source>Not tried yet</source>
        <translation>Noch nicht versucht</translation>
    </message>
    <message>
        <source>These messages are new; their first try is about to begin.</source>
        <translation>Diese Nachrichten sind neu; der erste Versuch beginnt gleich.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>The address cannot exist</source>
        <translation>Diese Adresse kann es nicht geben</translation>
    </message>
    <message>
        <source>What stands behind the @ of the recipient&apos;s address is no name of a server.</source>
        <translation>Was hinter dem @ der Empfängeradresse steht, ist kein Name eines Servers.</translation>
    </message>
    <message>
        <source>The sender has to correct the address. The message is returned to the sender.</source>
        <translation>Der Absender muss die Adresse berichtigen. Die Nachricht geht an ihn zurück.</translation>
    </message>
    <message>
        <source>The domain does not exist</source>
        <translation>Diese Domain gibt es nicht</translation>
    </message>
    <message>
        <source>The name behind the @ of the address is not registered, or has expired. Often it is mistyped.</source>
        <translation>Der Name hinter dem @ der Adresse ist nicht registriert oder abgelaufen. Oft ist er vertippt.</translation>
    </message>
    <message>
        <source>The domain takes no mail</source>
        <translation>Diese Domain nimmt keine Mail an</translation>
    </message>
    <message>
        <source>Whoever owns the domain has declared in its DNS that it never takes mail.</source>
        <translation>Wem die Domain gehört, hat in ihrem DNS erklärt, dass sie nie Mail annimmt.</translation>
    </message>
    <message>
        <source>The sender has to use another address. The message is returned to the sender.</source>
        <translation>Der Absender muss eine andere Adresse nehmen. Die Nachricht geht an ihn zurück.</translation>
    </message>
    <message>
        <source>The domain&apos;s mail servers have no address</source>
        <translation>Die Mailserver der Domain haben keine Adresse</translation>
    </message>
    <message>
        <source>The domain names servers for its mail, but DNS knows no IP address of any of them.</source>
        <translation>Die Domain nennt Server für ihre Mail, aber das DNS kennt von keinem eine IP-Adresse.</translation>
    </message>
    <message>
        <source>Whoever runs the other server has to mend its DNS. Roost goes on trying.</source>
        <translation>Wer den anderen Server betreibt, muss sein DNS in Ordnung bringen. Roost versucht es weiter.</translation>
    </message>
    <message>
        <source>The name could not be looked up</source>
        <translation>Der Name ließ sich nicht nachschlagen</translation>
    </message>
    <message>
        <source>The directory of the internet&apos;s names (DNS) did not say where this domain takes its mail. Either the domain&apos;s own name servers are out of order, or this computer cannot ask any.</source>
        <translation>Das Verzeichnis der Namen im Internet (DNS) hat nicht gesagt, wo diese Domain ihre Mail annimmt. Entweder sind die Nameserver der Domain gestört, oder dieser Rechner kann keine fragen.</translation>
    </message>
    <message>
        <source>Look whether other destinations show the same. If so, see to the DNS of this computer: it must reach name servers at port 53 (UDP and TCP), or the setting &quot;DNS servers to ask&quot; must name some that it reaches. If it is only this one, its owner has to mend it; Roost goes on trying.</source>
        <translation>Sehen Sie nach, ob andere Ziele dasselbe zeigen. Wenn ja, kümmern Sie sich um das DNS dieses Rechners: Er muss Nameserver an Port 53 (UDP und TCP) erreichen, oder die Einstellung „Zu fragende DNS-Server“ muss welche nennen, die er erreicht. Ist es nur dieses eine Ziel, muss dessen Besitzer es in Ordnung bringen; Roost versucht es weiter.</translation>
    </message>
    <message>
        <source>The domain&apos;s DNS is wrongly signed</source>
        <translation>Das DNS der Domain ist falsch signiert</translation>
    </message>
    <message>
        <source>The domain signs its DNS (DNSSEC), but the signatures do not fit: they have expired, or somebody has changed the answers on their way.</source>
        <translation>Die Domain signiert ihr DNS (DNSSEC), aber die Signaturen passen nicht: Sie sind abgelaufen, oder jemand hat die Antworten unterwegs verändert.</translation>
    </message>
    <message>
        <source>Whoever runs the other domain has to mend its signatures. If many domains are affected, check that the clock of this relay is right.</source>
        <translation>Wer die andere Domain betreibt, muss ihre Signaturen erneuern. Sind viele Domains betroffen, prüfen, ob die Uhr dieses Relays richtig geht.</translation>
    </message>
    <message>
        <source>The domain&apos;s mail is directed to this relay</source>
        <translation>Die Mail der Domain wird zu diesem Relay geleitet</translation>
    </message>
    <message>
        <source>DNS says that this relay is the mail server of the domain, but this relay serves another one. Delivering would go round in circles.</source>
        <translation>Das DNS sagt, dieses Relay sei der Mailserver der Domain, es ist aber für eine andere da. Die Mail liefe im Kreis.</translation>
    </message>
    <message>
        <source>If the domain is yours, correct its MX record. Otherwise its owner has to.</source>
        <translation>Gehört die Domain Ihnen, berichtigen Sie ihren MX-Eintrag. Sonst muss es ihr Besitzer tun.</translation>
    </message>
    <message>
        <source>The other server does not answer</source>
        <translation>Der andere Server antwortet nicht</translation>
    </message>
    <message>
        <source>The other computer was reached, but no mail server listens there.</source>
        <translation>Der andere Rechner war erreichbar, aber dort nimmt kein Mailserver Verbindungen an.</translation>
    </message>
    <message>
        <source>It is probably being restarted. Roost tries again by itself; if it lasts, tell whoever runs the other server.</source>
        <translation>Wahrscheinlich wird er gerade neu gestartet. Roost versucht es von selbst wieder; dauert es an, sagen Sie es dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server cannot be reached</source>
        <translation>Der andere Server ist nicht zu erreichen</translation>
    </message>
    <message>
        <source>Nothing came back when this relay tried to connect. Either the other server is down, or a firewall swallows the connection. When all destinations show this, outgoing port 25 is blocked where this relay runs: many providers do so until one asks.</source>
        <translation>Auf den Verbindungsversuch kam nichts zurück. Entweder ist der andere Server aus, oder eine Firewall verschluckt die Verbindung. Zeigen es alle Ziele, ist der ausgehende Port 25 dort gesperrt, wo dieses Relay läuft: Viele Anbieter tun das, bis man sie bittet.</translation>
    </message>
    <message>
        <source>If several destinations are affected, ask your provider to open outgoing port 25. If it is only this one, wait: Roost tries again.</source>
        <translation>Sind mehrere Ziele betroffen, bitten Sie Ihren Anbieter, den ausgehenden Port 25 zu öffnen. Ist es nur dieses, warten Sie: Roost versucht es wieder.</translation>
    </message>
    <message>
        <source>There is no way to the other server</source>
        <translation>Es gibt keinen Weg zum anderen Server</translation>
    </message>
    <message>
        <source>The network says that it knows no way to the address of the other server.</source>
        <translation>Das Netz sagt, dass es keinen Weg zur Adresse des anderen Servers kennt.</translation>
    </message>
    <message>
        <source>If several destinations are affected, check the network of this relay, or ask your provider. If the other server has only an IPv6 address, this relay needs IPv6.</source>
        <translation>Sind mehrere Ziele betroffen, prüfen Sie das Netz dieses Relays oder fragen Sie Ihren Anbieter. Hat der andere Server nur eine IPv6-Adresse, braucht dieses Relay IPv6.</translation>
    </message>
    <message>
        <source>The other server says nothing</source>
        <translation>Der andere Server sagt nichts</translation>
    </message>
    <message>
        <source>A connection was made, but the other server did not greet in time: it is overloaded, or lets strangers wait.</source>
        <translation>Die Verbindung kam zustande, aber der andere Server hat nicht rechtzeitig gegrüßt: Er ist überlastet oder lässt Fremde warten.</translation>
    </message>
    <message>
        <source>Roost tries again by itself, with more patience. If it lasts, tell whoever runs the other server.</source>
        <translation>Roost versucht es von selbst wieder, mit mehr Geduld. Dauert es an, sagen Sie es dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server fell silent</source>
        <translation>Der andere Server ist verstummt</translation>
    </message>
    <message>
        <source>The conversation began well, but then the other server did not answer in time.</source>
        <translation>Das Gespräch begann gut, aber dann hat der andere Server nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Roost tries again by itself. If it lasts, tell whoever runs the other server.</source>
        <translation>Roost versucht es von selbst wieder. Dauert es an, sagen Sie es dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server hung up</source>
        <translation>Der andere Server hat aufgelegt</translation>
    </message>
    <message>
        <source>The connection ended in the middle of the conversation, without a reason given.</source>
        <translation>Die Verbindung endete mitten im Gespräch, ohne dass ein Grund genannt wurde.</translation>
    </message>
    <message>
        <source>Roost tries again by itself. If it lasts, a firewall or a broken server stands between: tell whoever runs the other server.</source>
        <translation>Roost versucht es von selbst wieder. Dauert es an, steht eine Firewall oder ein kaputter Server dazwischen: Sagen Sie es dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server cannot be understood</source>
        <translation>Der andere Server ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>What the other server said is no answer that a mail server gives. Perhaps something else listens there, or a firewall interferes.</source>
        <translation>Was der andere Server gesagt hat, ist keine Antwort, wie ein Mailserver sie gibt. Vielleicht antwortet dort etwas anderes, oder eine Firewall mischt sich ein.</translation>
    </message>
    <message>
        <source>Tell whoever runs the other server. If several destinations show this, ask your provider whether outgoing mail is redirected.</source>
        <translation>Sagen Sie es dem Betreiber des anderen Servers. Zeigen es mehrere Ziele, fragen Sie Ihren Anbieter, ob ausgehende Mail umgeleitet wird.</translation>
    </message>
    <message>
        <source>The other server does not encrypt</source>
        <translation>Der andere Server verschlüsselt nicht</translation>
    </message>
    <message>
        <source>The other server offers no encrypted connection (STARTTLS). Roost never hands over messages in the open.</source>
        <translation>Der andere Server bietet keine verschlüsselte Verbindung an (STARTTLS). Roost übergibt Nachrichten nie offen.</translation>
    </message>
    <message>
        <source>Whoever runs the other server has to switch encryption on. If you must reach it nevertheless, add its domain to the domains without encryption in the settings.</source>
        <translation>Wer den anderen Server betreibt, muss die Verschlüsselung einschalten. Müssen Sie ihn trotzdem erreichen, tragen Sie seine Domain in den Einstellungen bei den Domains ohne Verschlüsselung ein.</translation>
    </message>
    <message>
        <source>No encrypted connection could be agreed</source>
        <translation>Keine gemeinsame Verschlüsselung</translation>
    </message>
    <message>
        <source>The two servers found no way to encrypt that both accept. Usually the other one is very old, or wrongly set up.</source>
        <translation>Die beiden Server haben keine Art der Verschlüsselung gefunden, die beide annehmen. Meist ist der andere sehr alt oder falsch eingerichtet.</translation>
    </message>
    <message>
        <source>Whoever runs the other server has to update it: TLS 1.2 or later is needed.</source>
        <translation>Wer den anderen Server betreibt, muss ihn erneuern: TLS 1.2 oder neuer ist nötig.</translation>
    </message>
    <message>
        <source>The other server&apos;s certificate is for another name</source>
        <translation>Das Zertifikat des anderen Servers gilt für einen anderen Namen</translation>
    </message>
    <message>
        <source>The certificate of the other server does not contain the name under which it is found. So nobody can tell whether it is the right server.</source>
        <translation>Das Zertifikat des anderen Servers enthält nicht den Namen, unter dem er gefunden wird. Deshalb kann niemand sagen, ob es der richtige Server ist.</translation>
    </message>
    <message>
        <source>Whoever runs the other server needs a certificate for the name in its MX record.</source>
        <translation>Wer den anderen Server betreibt, braucht ein Zertifikat für den Namen in seinem MX-Eintrag.</translation>
    </message>
    <message>
        <source>The other server&apos;s certificate has expired</source>
        <translation>Das Zertifikat des anderen Servers ist abgelaufen</translation>
    </message>
    <message>
        <source>The certificate of the other server is no longer valid, or not yet: it was not renewed in time.</source>
        <translation>Das Zertifikat des anderen Servers gilt nicht mehr oder noch nicht: Es wurde nicht rechtzeitig erneuert.</translation>
    </message>
    <message>
        <source>Tell whoever runs the other server; Roost goes on trying meanwhile. If many destinations show this, check the clock of this relay.</source>
        <translation>Sagen Sie es dem Betreiber des anderen Servers; Roost versucht es inzwischen weiter. Zeigen es viele Ziele, prüfen Sie die Uhr dieses Relays.</translation>
    </message>
    <message>
        <source>The other server&apos;s certificate comes from nobody we trust</source>
        <translation>Dem Zertifikat des anderen Servers traut niemand</translation>
    </message>
    <message>
        <source>The certificate of the other server is self-signed, or its issuer is not among the authorities that this computer trusts, or a part of the chain is missing.</source>
        <translation>Das Zertifikat des anderen Servers ist selbstsigniert, oder sein Aussteller gehört nicht zu denen, denen dieser Rechner traut, oder ein Teil der Kette fehlt.</translation>
    </message>
    <message>
        <source>Whoever runs the other server needs a certificate from a public authority. In a closed network, add its authority to the further trusted ones in the settings.</source>
        <translation>Wer den anderen Server betreibt, braucht ein Zertifikat einer öffentlichen Stelle. In einem geschlossenen Netz tragen Sie dessen Stelle in den Einstellungen bei den weiteren vertrauten Stellen ein.</translation>
    </message>
    <message>
        <source>The other server&apos;s certificate is not valid</source>
        <translation>Das Zertifikat des anderen Servers ist ungültig</translation>
    </message>
    <message>
        <source>The certificate of the other server has a fault that makes it worthless.</source>
        <translation>Das Zertifikat des anderen Servers hat einen Fehler, der es wertlos macht.</translation>
    </message>
    <message>
        <source>Whoever runs the other server has to renew its certificate.</source>
        <translation>Wer den anderen Server betreibt, muss sein Zertifikat erneuern.</translation>
    </message>
    <message>
        <source>The server is not one that the domain allows</source>
        <translation>Diesen Server erlaubt die Domain nicht</translation>
    </message>
    <message>
        <source>The domain publishes (by MTA-STS) which servers take its mail and that they must prove who they are. The servers found do not fit: they were moved without changing the policy, or somebody redirects the mail.</source>
        <translation>Die Domain veröffentlicht (mit MTA-STS), welche Server ihre Mail annehmen und dass sie sich ausweisen müssen. Die gefundenen passen nicht: Sie sind umgezogen, ohne dass die Regeln geändert wurden, oder jemand leitet die Mail um.</translation>
    </message>
    <message>
        <source>Whoever runs the other domain has to correct its MTA-STS policy. Roost goes on trying.</source>
        <translation>Wer die andere Domain betreibt, muss ihre MTA-STS-Regeln berichtigen. Roost versucht es weiter.</translation>
    </message>
    <message>
        <source>The domain&apos;s rules for delivery cannot be fetched</source>
        <translation>Die Regeln der Domain sind nicht abzurufen</translation>
    </message>
    <message>
        <source>The domain announces rules for encrypted delivery (MTA-STS), but the page that holds them does not answer properly.</source>
        <translation>Die Domain kündigt Regeln für verschlüsselte Zustellung an (MTA-STS), aber die Seite, auf der sie stehen, antwortet nicht richtig.</translation>
    </message>
    <message>
        <source>Whoever runs the other domain has to mend its MTA-STS page. Roost goes on trying.</source>
        <translation>Wer die andere Domain betreibt, muss ihre MTA-STS-Seite in Ordnung bringen. Roost versucht es weiter.</translation>
    </message>
    <message>
        <source>The certificate is not the one that DNS announces</source>
        <translation>Das Zertifikat ist nicht das, welches das DNS ankündigt</translation>
    </message>
    <message>
        <source>The domain publishes in its signed DNS (by DANE) which certificate its server has. The server showed another: it was renewed without changing DNS, or somebody stands between.</source>
        <translation>Die Domain veröffentlicht in ihrem signierten DNS (mit DANE), welches Zertifikat ihr Server hat. Der Server hat ein anderes gezeigt: Es wurde erneuert, ohne das DNS zu ändern, oder jemand steht dazwischen.</translation>
    </message>
    <message>
        <source>Whoever runs the other server has to correct its TLSA record. Roost goes on trying.</source>
        <translation>Wer den anderen Server betreibt, muss seinen TLSA-Eintrag berichtigen. Roost versucht es weiter.</translation>
    </message>
    <message>
        <source>Larger than the other server takes</source>
        <translation>Größer, als der andere Server annimmt</translation>
    </message>
    <message>
        <source>The other server says beforehand how large messages may be. This one is larger.</source>
        <translation>Der andere Server sagt vorher, wie groß Nachrichten sein dürfen. Diese ist größer.</translation>
    </message>
    <message>
        <source>The sender has to send something smaller. The message is returned to the sender.</source>
        <translation>Der Absender muss etwas Kleineres senden. Die Nachricht geht an ihn zurück.</translation>
    </message>
    <message>
        <source>This relay could not do its part</source>
        <translation>Dieses Relay konnte seinen Teil nicht tun</translation>
    </message>
    <message>
        <source>The other server is not to blame: this relay could not read the message from its disk, or not write it down for sending. Nothing is lost silently: the message stays in the queue until it is delivered or returned to its sender.</source>
        <translation>Am anderen Server liegt es nicht: Dieses Relay konnte die Nachricht nicht von seiner Platte lesen oder nicht zum Senden aufschreiben. Nichts geht still verloren: Die Nachricht bleibt in der Warteschlange, bis sie zugestellt ist oder an den Absender zurückgeht.</translation>
    </message>
    <message>
        <source>See whether the disk of this computer is full or reports errors; the line below and the relay&apos;s log say more. Roost tries again by itself.</source>
        <translation>Sehen Sie nach, ob die Platte dieses Rechners voll ist oder Fehler meldet; die Zeile darunter und das Protokoll des Relays sagen mehr. Roost versucht es von selbst weiter.</translation>
    </message>
    <message>
        <source>This relay was stopped in the middle of the try</source>
        <translation>Dieses Relay wurde mitten im Versuch angehalten</translation>
    </message>
    <message>
        <source>The try was broken off because the relay was stopped or restarted.</source>
        <translation>Der Versuch wurde abgebrochen, weil das Relay angehalten oder neu gestartet wurde.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: Roost tries again.</source>
        <translation>Es ist nichts zu tun: Roost versucht es wieder.</translation>
    </message>
    <message>
        <source>Held back by you</source>
        <translation>Von Ihnen zurückgehalten</translation>
    </message>
    <message>
        <source>Somebody who looks after this relay told it to hold these messages.</source>
        <translation>Jemand, der sich um dieses Relay kümmert, hat angeordnet, diese Nachrichten zurückzuhalten.</translation>
    </message>
    <message>
        <source>Release them when they shall go on their way.</source>
        <translation>Geben Sie sie frei, wenn sie auf den Weg gehen sollen.</translation>
    </message>
    <message>
        <source>Tried for as long as messages are kept</source>
        <translation>So lange versucht, wie Nachrichten aufgehoben werden</translation>
    </message>
    <message>
        <source>The message could not be delivered in all the time that the queue keeps messages. The sender is told.</source>
        <translation>Die Nachricht ließ sich in der ganzen Zeit nicht zustellen, in der die Warteschlange sie aufhebt. Der Absender erfährt es.</translation>
    </message>
    <message>
        <source>The sender may send it again. How long Roost tries is a setting.</source>
        <translation>Der Absender kann sie noch einmal senden. Wie lange Roost es versucht, ist eine Einstellung.</translation>
    </message>
    <message>
        <source>The other relay takes only encrypted messages</source>
        <translation>Das andere Relay nimmt nur Verschlüsseltes an</translation>
    </message>
    <message>
        <source>The other side is a chatmail relay. It refused the message because it is not end-to-end encrypted.</source>
        <translation>Auf der anderen Seite ist ein Chatmail-Relay. Es hat die Nachricht abgelehnt, weil sie nicht Ende-zu-Ende verschlüsselt ist.</translation>
    </message>
    <message>
        <source>The sender&apos;s app has to encrypt: both people should scan each other&apos;s invite code, or the sender should update the app.</source>
        <translation>Die App des Absenders muss verschlüsseln: Beide sollten gegenseitig ihren Einladungscode scannen, oder der Absender sollte die App aktualisieren.</translation>
    </message>
    <message>
        <source>The other server does not believe where the message is from</source>
        <translation>Der andere Server glaubt die Herkunft der Nachricht nicht</translation>
    </message>
    <message>
        <source>The other server checks by SPF, DKIM and DMARC whether this relay may send for its domain, and the check failed.</source>
        <translation>Der andere Server prüft mit SPF, DKIM und DMARC, ob dieses Relay für seine Domain senden darf, und die Prüfung ist misslungen.</translation>
    </message>
    <message>
        <source>Check the DNS of your domain: the DKIM key of this relay must be published, the SPF record must allow this relay&apos;s address, and the DMARC record must fit.</source>
        <translation>Prüfen Sie das DNS Ihrer Domain: Der DKIM-Schlüssel dieses Relays muss veröffentlicht sein, der SPF-Eintrag muss seine Adresse erlauben, und der DMARC-Eintrag muss passen.</translation>
    </message>
    <message>
        <source>The other server takes the message for spam</source>
        <translation>Der andere Server hält die Nachricht für Spam</translation>
    </message>
    <message>
        <source>The other server judged by the content, or by what it knows of this relay, that the message is unwanted.</source>
        <translation>Der andere Server hat nach dem Inhalt, oder nach dem, was er von diesem Relay weiß, geurteilt, dass die Nachricht unerwünscht ist.</translation>
    </message>
    <message>
        <source>Encrypted messages are sometimes misjudged. Write to the postmaster of the other server and quote the line below. Check also that nobody abuses this relay.</source>
        <translation>Verschlüsselte Nachrichten werden manchmal verkannt. Schreiben Sie dem Postmaster des anderen Servers und zitieren Sie die Zeile darunter. Prüfen Sie auch, dass niemand dieses Relay missbraucht.</translation>
    </message>
    <message>
        <source>The other server does not take such content</source>
        <translation>Der andere Server nimmt solchen Inhalt nicht an</translation>
    </message>
    <message>
        <source>The other server found a virus, a forbidden kind of file, or a link that it does not like.</source>
        <translation>Der andere Server hat einen Virus, eine verbotene Art von Datei oder einen Link gefunden, den er nicht mag.</translation>
    </message>
    <message>
        <source>The sender may try without the attachment.</source>
        <translation>Der Absender kann es ohne den Anhang versuchen.</translation>
    </message>
    <message>
        <source>The other server finds the message ill-formed</source>
        <translation>Der andere Server findet die Nachricht fehlerhaft</translation>
    </message>
    <message>
        <source>The other server says that the message breaks the rules for how mail is written.</source>
        <translation>Der andere Server sagt, die Nachricht verstoße gegen die Regeln, nach denen Mail geschrieben wird.</translation>
    </message>
    <message>
        <source>The sender should update the app. If it happens with every message, report it to the makers of Roost with the line below.</source>
        <translation>Der Absender sollte die App aktualisieren. Geschieht es mit jeder Nachricht, melden Sie es den Machern von Roost mit der Zeile darunter.</translation>
    </message>
    <message>
        <source>The message is too large for the other server</source>
        <translation>Die Nachricht ist zu groß für den anderen Server</translation>
    </message>
    <message>
        <source>The other server takes only smaller messages.</source>
        <translation>Der andere Server nimmt nur kleinere Nachrichten an.</translation>
    </message>
    <message>
        <source>The sender has to send something smaller.</source>
        <translation>Der Absender muss etwas Kleineres senden.</translation>
    </message>
    <message>
        <source>The recipient does not exist there</source>
        <translation>Den Empfänger gibt es dort nicht</translation>
    </message>
    <message>
        <source>The other server knows no such address. It was mistyped, or the account was deleted.</source>
        <translation>Der andere Server kennt diese Adresse nicht. Sie wurde vertippt, oder das Konto wurde gelöscht.</translation>
    </message>
    <message>
        <source>The sender has to check the address.</source>
        <translation>Der Absender muss die Adresse prüfen.</translation>
    </message>
    <message>
        <source>The recipient&apos;s account is closed</source>
        <translation>Das Konto des Empfängers ist geschlossen</translation>
    </message>
    <message>
        <source>The address exists, but its account is inactive, blocked or shut down.</source>
        <translation>Die Adresse gibt es, aber ihr Konto ist unbenutzt, gesperrt oder aufgegeben.</translation>
    </message>
    <message>
        <source>The sender has to reach the recipient in another way.</source>
        <translation>Der Absender muss den Empfänger auf einem anderen Weg erreichen.</translation>
    </message>
    <message>
        <source>The recipient has another address now</source>
        <translation>Der Empfänger hat jetzt eine andere Adresse</translation>
    </message>
    <message>
        <source>The other server says that the recipient has moved.</source>
        <translation>Der andere Server sagt, der Empfänger sei umgezogen.</translation>
    </message>
    <message>
        <source>The sender should look for the new address; perhaps it is in the line below.</source>
        <translation>Der Absender sollte die neue Adresse suchen; vielleicht steht sie in der Zeile darunter.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is full</source>
        <translation>Das Postfach des Empfängers ist voll</translation>
    </message>
    <message>
        <source>There is no more room in the recipient&apos;s mailbox.</source>
        <translation>Im Postfach des Empfängers ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>The recipient has to delete something. Roost goes on trying as long as the other server allows.</source>
        <translation>Der Empfänger muss etwas löschen. Roost versucht es weiter, solange der andere Server es erlaubt.</translation>
    </message>
    <message>
        <source>The recipient takes mail only from some senders</source>
        <translation>Der Empfänger nimmt nur Mail bestimmter Absender an</translation>
    </message>
    <message>
        <source>The address is a group, or is protected: only certain senders may write to it.</source>
        <translation>Die Adresse ist eine Gruppe oder geschützt: Nur bestimmte Absender dürfen ihr schreiben.</translation>
    </message>
    <message>
        <source>The sender has to ask the recipient, or whoever runs the other server, to be allowed.</source>
        <translation>Der Absender muss den Empfänger, oder den Betreiber des anderen Servers, um Erlaubnis bitten.</translation>
    </message>
    <message>
        <source>The recipient has blocked the sender</source>
        <translation>Der Empfänger hat den Absender gesperrt</translation>
    </message>
    <message>
        <source>The recipient, or a rule made by the recipient&apos;s organisation, refuses this sender.</source>
        <translation>Der Empfänger, oder eine Regel seiner Organisation, weist diesen Absender ab.</translation>
    </message>
    <message>
        <source>The recipient gets too much mail just now</source>
        <translation>Der Empfänger bekommt gerade zu viel Mail</translation>
    </message>
    <message>
        <source>The other server lets only so many messages per hour into one mailbox.</source>
        <translation>Der andere Server lässt nur so viele Nachrichten je Stunde in ein Postfach.</translation>
    </message>
    <message>
        <source>The other server cannot check the recipient just now</source>
        <translation>Der andere Server kann den Empfänger gerade nicht prüfen</translation>
    </message>
    <message>
        <source>The other server asks yet another one whether the address exists, and got no answer.</source>
        <translation>Der andere Server fragt noch einen weiteren, ob es die Adresse gibt, und bekam keine Antwort.</translation>
    </message>
    <message>
        <source>The other server cannot find your domain</source>
        <translation>Der andere Server findet Ihre Domain nicht</translation>
    </message>
    <message>
        <source>The other server looked up the domain of this relay in DNS and found nothing, or nothing that takes mail.</source>
        <translation>Der andere Server hat die Domain dieses Relays im DNS nachgeschlagen und nichts gefunden, oder nichts, das Mail annimmt.</translation>
    </message>
    <message>
        <source>Check that your domain has MX and address records that are visible everywhere. A new record may take some hours.</source>
        <translation>Prüfen Sie, dass Ihre Domain MX- und Adresseinträge hat, die überall zu sehen sind. Ein neuer Eintrag kann einige Stunden brauchen.</translation>
    </message>
    <message>
        <source>The other server does not accept the sender</source>
        <translation>Der andere Server nimmt den Absender nicht an</translation>
    </message>
    <message>
        <source>The other server refuses the sender&apos;s address: it checked it back, or does not like its form.</source>
        <translation>Der andere Server weist die Adresse des Absenders ab: Er hat sie zurückgeprüft, oder ihre Form gefällt ihm nicht.</translation>
    </message>
    <message>
        <source>Ask the postmaster of the other server and quote the line below. Check that your relay takes mail from outside on port 25.</source>
        <translation>Fragen Sie den Postmaster des anderen Servers und zitieren Sie die Zeile darunter. Prüfen Sie, dass Ihr Relay auf Port 25 Mail von außen annimmt.</translation>
    </message>
    <message>
        <source>The other server lets strangers wait</source>
        <translation>Der andere Server lässt Fremde warten</translation>
    </message>
    <message>
        <source>The other server puts off senders that it does not know yet (greylisting). Spammers rarely come back; Roost does.</source>
        <translation>Der andere Server vertröstet Absender, die er noch nicht kennt (Greylisting). Spammer kommen selten wieder; Roost schon.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: a later try succeeds.</source>
        <translation>Es ist nichts zu tun: Ein späterer Versuch gelingt.</translation>
    </message>
    <message>
        <source>Your relay&apos;s IP address has no name</source>
        <translation>Die IP-Adresse Ihres Relays hat keinen Namen</translation>
    </message>
    <message>
        <source>The other server looks up the name of this relay&apos;s IP address (reverse DNS, PTR), and there is none, or it does not lead back to the address.</source>
        <translation>Der andere Server schlägt den Namen zur IP-Adresse dieses Relays nach (Reverse DNS, PTR), und es gibt keinen, oder er führt nicht zur Adresse zurück.</translation>
    </message>
    <message>
        <source>Ask your provider to set the reverse DNS of this relay&apos;s IP address to the name of your relay; most have a page for it.</source>
        <translation>Bitten Sie Ihren Anbieter, das Reverse DNS der IP-Adresse dieses Relays auf dessen Namen zu setzen; die meisten haben eine Seite dafür.</translation>
    </message>
    <message>
        <source>The other server does not like how this relay calls itself</source>
        <translation>Dem anderen Server gefällt nicht, wie sich dieses Relay nennt</translation>
    </message>
    <message>
        <source>The name by which this relay greets (HELO) is not found in DNS, or does not fit its IP address.</source>
        <translation>Der Name, mit dem dieses Relay grüßt (HELO), steht nicht im DNS oder passt nicht zu seiner IP-Adresse.</translation>
    </message>
    <message>
        <source>Your domain needs an address record that leads to this relay, and the reverse DNS of its IP address should lead back.</source>
        <translation>Ihre Domain braucht einen Adresseintrag, der zu diesem Relay führt, und das Reverse DNS seiner IP-Adresse sollte zurückführen.</translation>
    </message>
    <message>
        <source>Your relay&apos;s IP address looks like a home connection</source>
        <translation>Die IP-Adresse Ihres Relays sieht nach Hausanschluss aus</translation>
    </message>
    <message>
        <source>The other server takes no mail from addresses that belong to home or mobile lines, or look as if they do.</source>
        <translation>Der andere Server nimmt keine Mail von Adressen an, die zu Haus- oder Mobilanschlüssen gehören oder so aussehen.</translation>
    </message>
    <message>
        <source>Run the relay at a provider with fixed addresses, or ask your provider for a fixed address and its own reverse DNS name.</source>
        <translation>Betreiben Sie das Relay bei einem Anbieter mit festen Adressen, oder bitten Sie Ihren um eine feste Adresse mit eigenem Reverse-DNS-Namen.</translation>
    </message>
    <message>
        <source>Your relay&apos;s IP address is on a blocklist</source>
        <translation>Die IP-Adresse Ihres Relays steht auf einer Sperrliste</translation>
    </message>
    <message>
        <source>The other server uses a list of addresses from which spam was seen, and this relay&apos;s address, or its neighbourhood, stands on it. Often the previous owner of the address is to blame.</source>
        <translation>Der andere Server benutzt eine Liste von Adressen, von denen Spam kam, und die Adresse dieses Relays, oder ihre Nachbarschaft, steht darauf. Oft ist der frühere Besitzer der Adresse schuld.</translation>
    </message>
    <message>
        <source>The line below usually names the list: open its page and ask to be removed. Check also that nobody abuses this relay. Otherwise ask your provider for another address.</source>
        <translation>Die Zeile darunter nennt meist die Liste: Öffnen Sie deren Seite und bitten Sie um Streichung. Prüfen Sie auch, dass niemand dieses Relay missbraucht. Sonst bitten Sie Ihren Anbieter um eine andere Adresse.</translation>
    </message>
    <message>
        <source>The other server does not trust your relay yet</source>
        <translation>Der andere Server traut Ihrem Relay noch nicht</translation>
    </message>
    <message>
        <source>The other server keeps a record of who sends good mail. This relay is new to it, or its network has a bad name.</source>
        <translation>Der andere Server führt Buch darüber, wer gute Mail sendet. Dieses Relay ist ihm neu, oder sein Netz hat einen schlechten Ruf.</translation>
    </message>
    <message>
        <source>Trust grows with time. Check that DKIM, SPF and reverse DNS are right; big providers have a form for postmasters, which the line below often names.</source>
        <translation>Vertrauen wächst mit der Zeit. Prüfen Sie, dass DKIM, SPF und Reverse DNS stimmen; große Anbieter haben ein Formular für Postmaster, das die Zeile darunter oft nennt.</translation>
    </message>
    <message>
        <source>The other server wants fewer messages in a time</source>
        <translation>Der andere Server will weniger Nachrichten auf einmal</translation>
    </message>
    <message>
        <source>This relay sent more messages, or had more connections at once, than the other server allows.</source>
        <translation>Dieses Relay hat mehr Nachrichten gesendet oder mehr Verbindungen zugleich gehabt, als der andere Server erlaubt.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: Roost tries again, more slowly.</source>
        <translation>Es ist nichts zu tun: Roost versucht es wieder, langsamer.</translation>
    </message>
    <message>
        <source>The other server takes fewer recipients at once</source>
        <translation>Der andere Server nimmt weniger Empfänger auf einmal</translation>
    </message>
    <message>
        <source>The message has more recipients there than the other server takes in one go.</source>
        <translation>Die Nachricht hat dort mehr Empfänger, als der andere Server auf einmal nimmt.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: the rest is sent with the next try.</source>
        <translation>Es ist nichts zu tun: Der Rest geht mit dem nächsten Versuch.</translation>
    </message>
    <message>
        <source>The other server does not talk to this relay</source>
        <translation>Der andere Server spricht nicht mit diesem Relay</translation>
    </message>
    <message>
        <source>The other server refuses this relay by a rule of its own, whatever it wants to deliver.</source>
        <translation>Der andere Server weist dieses Relay nach einer eigenen Regel ab, was immer es zustellen will.</translation>
    </message>
    <message>
        <source>Write to the postmaster of the other server and quote the line below.</source>
        <translation>Schreiben Sie dem Postmaster des anderen Servers und zitieren Sie die Zeile darunter.</translation>
    </message>
    <message>
        <source>The other server is not responsible for the domain</source>
        <translation>Der andere Server ist für die Domain nicht zuständig</translation>
    </message>
    <message>
        <source>DNS directs the domain&apos;s mail to a server that says it does not serve the domain. One of the two is wrongly set up.</source>
        <translation>Das DNS leitet die Mail der Domain zu einem Server, der sagt, er sei nicht für sie da. Eines von beiden ist falsch eingerichtet.</translation>
    </message>
    <message>
        <source>Whoever runs the other domain has to correct the MX record or the server.</source>
        <translation>Wer die andere Domain betreibt, muss den MX-Eintrag oder den Server berichtigen.</translation>
    </message>
    <message>
        <source>The other server wants a password</source>
        <translation>Der andere Server verlangt ein Passwort</translation>
    </message>
    <message>
        <source>The other server takes mail only from its own users. It is not the one that receives mail for this domain, or it is wrongly set up.</source>
        <translation>Der andere Server nimmt Mail nur von seinen eigenen Benutzern. Er ist nicht der, der Mail für diese Domain empfängt, oder ist falsch eingerichtet.</translation>
    </message>
    <message>
        <source>Whoever runs the other domain has to correct its MX record.</source>
        <translation>Wer die andere Domain betreibt, muss ihren MX-Eintrag berichtigen.</translation>
    </message>
    <message>
        <source>The other server wants another kind of encryption</source>
        <translation>Der andere Server verlangt eine andere Verschlüsselung</translation>
    </message>
    <message>
        <source>The other server did not accept the encrypted connection as it was.</source>
        <translation>Der andere Server hat die verschlüsselte Verbindung nicht so angenommen, wie sie war.</translation>
    </message>
    <message>
        <source>Roost always encrypts with TLS 1.2 or later. Tell whoever runs the other server.</source>
        <translation>Roost verschlüsselt immer mit TLS 1.2 oder neuer. Sagen Sie es dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server has no room left</source>
        <translation>Der andere Server hat keinen Platz mehr</translation>
    </message>
    <message>
        <source>The disk of the other server is full.</source>
        <translation>Die Festplatte des anderen Servers ist voll.</translation>
    </message>
    <message>
        <source>The other server is busy or under repair</source>
        <translation>Der andere Server ist beschäftigt oder wird gewartet</translation>
    </message>
    <message>
        <source>The other server cannot take mail just now and asks to come back later.</source>
        <translation>Der andere Server kann gerade keine Mail annehmen und bittet, später wiederzukommen.</translation>
    </message>
    <message>
        <source>The other server has a fault</source>
        <translation>Der andere Server hat eine Störung</translation>
    </message>
    <message>
        <source>Something went wrong inside the other server.</source>
        <translation>Im anderen Server ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Roost tries again if the other server allows. If it lasts, tell whoever runs it.</source>
        <translation>Roost versucht es wieder, wenn der andere Server es erlaubt. Dauert es an, sagen Sie es seinem Betreiber.</translation>
    </message>
    <message>
        <source>The other server&apos;s DNS does not work</source>
        <translation>Das DNS des anderen Servers arbeitet nicht</translation>
    </message>
    <message>
        <source>The other server wanted to look something up in DNS and got no answer.</source>
        <translation>Der andere Server wollte etwas im DNS nachschlagen und bekam keine Antwort.</translation>
    </message>
    <message>
        <source>Roost tries again by itself. If it lasts, check that your own DNS answers everywhere, then tell whoever runs the other server.</source>
        <translation>Roost versucht es von selbst wieder. Dauert es an, prüfen Sie, dass Ihr eigenes DNS überall antwortet, und sagen Sie es dann dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server cannot pass the message on</source>
        <translation>Der andere Server kann die Nachricht nicht weitergeben</translation>
    </message>
    <message>
        <source>The other server is only a station on the way, and the next one does not take the message.</source>
        <translation>Der andere Server ist nur eine Station auf dem Weg, und die nächste nimmt die Nachricht nicht an.</translation>
    </message>
    <message>
        <source>The message goes round in circles</source>
        <translation>Die Nachricht läuft im Kreis</translation>
    </message>
    <message>
        <source>The other server has seen the message too often: its forwarding leads back to itself.</source>
        <translation>Der andere Server hat die Nachricht zu oft gesehen: Seine Weiterleitung führt zu ihm zurück.</translation>
    </message>
    <message>
        <source>Whoever runs the other server has to correct its forwarding.</source>
        <translation>Wer den anderen Server betreibt, muss seine Weiterleitung berichtigen.</translation>
    </message>
    <message>
        <source>The other server lost patience</source>
        <translation>Der andere Server hat die Geduld verloren</translation>
    </message>
    <message>
        <source>The other server says that this relay took too long. Perhaps the line between the two is slow or broken.</source>
        <translation>Der andere Server sagt, dieses Relay habe zu lange gebraucht. Vielleicht ist die Leitung zwischen beiden langsam oder gestört.</translation>
    </message>
    <message>
        <source>Roost tries again by itself. If many destinations show this, check the network of this relay.</source>
        <translation>Roost versucht es von selbst wieder. Zeigen es viele Ziele, prüfen Sie das Netz dieses Relays.</translation>
    </message>
    <message>
        <source>The two servers misunderstood each other</source>
        <translation>Die beiden Server haben sich missverstanden</translation>
    </message>
    <message>
        <source>The other server says that this relay used a command wrongly. Sometimes a firewall between the two mangles what is said.</source>
        <translation>Der andere Server sagt, dieses Relay habe einen Befehl falsch benutzt. Manchmal verstümmelt eine Firewall dazwischen, was gesagt wird.</translation>
    </message>
    <message>
        <source>If it lasts, tell whoever runs the other server, and report it to the makers of Roost with the line below.</source>
        <translation>Dauert es an, sagen Sie es dem Betreiber des anderen Servers und melden Sie es den Machern von Roost mit der Zeile darunter.</translation>
    </message>
    <message>
        <source>The other relay does not take mail over HTTPS</source>
        <translation>Das andere Relay nimmt keine Mail über HTTPS an</translation>
    </message>
    <message>
        <source>The other server has no fast way in for relays. Roost uses ordinary mail delivery instead.</source>
        <translation>Der andere Server hat keinen schnellen Eingang für Relays. Roost stellt stattdessen auf dem gewöhnlichen Weg zu.</translation>
    </message>
    <message>
        <source>The other relay refused the message</source>
        <translation>Das andere Relay hat die Nachricht abgelehnt</translation>
    </message>
    <message>
        <source>The other relay answered over HTTPS that it does not take the message; the line below is all it said.</source>
        <translation>Das andere Relay hat über HTTPS geantwortet, dass es die Nachricht nicht annimmt; die Zeile darunter ist alles, was es gesagt hat.</translation>
    </message>
    <message>
        <source>Tell whoever runs the other relay and quote the line below.</source>
        <translation>Sagen Sie es dem Betreiber des anderen Relays und zitieren Sie die Zeile darunter.</translation>
    </message>
    <message>
        <source>Something is wrong with an address</source>
        <translation>Mit einer Adresse stimmt etwas nicht</translation>
    </message>
    <message>
        <source>The other server refused the address of the sender or of the recipient; the line below is all it said.</source>
        <translation>Der andere Server hat die Adresse des Absenders oder des Empfängers abgelehnt; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>The sender should check the address.</source>
        <translation>Der Absender sollte die Adresse prüfen.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox does not take the message</source>
        <translation>Das Postfach des Empfängers nimmt die Nachricht nicht an</translation>
    </message>
    <message>
        <source>The other server says that the mailbox cannot take it; the line below is all it said.</source>
        <translation>Der andere Server sagt, das Postfach könne sie nicht aufnehmen; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>The other server cannot take the message</source>
        <translation>Der andere Server kann die Nachricht nicht annehmen</translation>
    </message>
    <message>
        <source>The other server has a difficulty of its own; the line below is all it said.</source>
        <translation>Der andere Server hat eine eigene Schwierigkeit; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>The other server could not bring the message further</source>
        <translation>Der andere Server bringt die Nachricht nicht weiter</translation>
    </message>
    <message>
        <source>The other server has a difficulty with the network or the way to the recipient; the line below is all it said.</source>
        <translation>Der andere Server hat eine Schwierigkeit mit dem Netz oder dem Weg zum Empfänger; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>The two servers did not understand each other</source>
        <translation>Die beiden Server haben einander nicht verstanden</translation>
    </message>
    <message>
        <source>The other server complains about how the message was handed over; the line below is all it said.</source>
        <translation>Der andere Server beschwert sich darüber, wie die Nachricht übergeben wurde; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>If it lasts, tell whoever runs the other server.</source>
        <translation>Dauert es an, sagen Sie es dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server cannot handle the message&apos;s content</source>
        <translation>Der andere Server kommt mit dem Inhalt nicht zurecht</translation>
    </message>
    <message>
        <source>The other server complains about what the message holds; the line below is all it said.</source>
        <translation>Der andere Server beschwert sich über das, was die Nachricht enthält; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>The sender may try to send it in another form.</source>
        <translation>Der Absender kann versuchen, sie in anderer Form zu senden.</translation>
    </message>
    <message>
        <source>The other server&apos;s rules forbid it</source>
        <translation>Die Regeln des anderen Servers verbieten es</translation>
    </message>
    <message>
        <source>The other server refused the message by a rule of its own; the line below is all it said.</source>
        <translation>Der andere Server hat die Nachricht nach einer eigenen Regel abgelehnt; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>Write to the postmaster of the other server and quote the line below. Check also that DKIM, SPF and reverse DNS of this relay are right.</source>
        <translation>Schreiben Sie dem Postmaster des anderen Servers und zitieren Sie die Zeile darunter. Prüfen Sie auch, dass DKIM, SPF und Reverse DNS dieses Relays stimmen.</translation>
    </message>
    <message>
        <source>The other server does not take the message now</source>
        <translation>Der andere Server nimmt die Nachricht jetzt nicht an</translation>
    </message>
    <message>
        <source>The other server asks to come back later; the line below is all it said.</source>
        <translation>Der andere Server bittet, später wiederzukommen; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: Roost tries again. If it lasts for more than a day, tell whoever runs the other server.</source>
        <translation>Es ist nichts zu tun: Roost versucht es wieder. Dauert es länger als einen Tag, sagen Sie es dem Betreiber des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server does not take the message</source>
        <translation>Der andere Server nimmt die Nachricht nicht an</translation>
    </message>
    <message>
        <source>The other server refused the message for good; the line below is all it said.</source>
        <translation>Der andere Server hat die Nachricht endgültig abgelehnt; die Zeile darunter ist alles, was er gesagt hat.</translation>
    </message>
    <message>
        <source>The message is returned to the sender. If you think that it should have been taken, write to the postmaster of the other server.</source>
        <translation>Die Nachricht geht an den Absender zurück. Meinen Sie, sie hätte angenommen werden müssen, schreiben Sie dem Postmaster des anderen Servers.</translation>
    </message>
    <message>
        <source>The other server gave no clear reason</source>
        <translation>Der andere Server hat keinen klaren Grund genannt</translation>
    </message>
    <message>
        <source>What the other server said is quoted below.</source>
        <translation>Was der andere Server gesagt hat, steht darunter.</translation>
    </message>
</context>
</TS>
