/** Passwords, names and words that guessers try first, the likeliest first. @module */
export const COMMON =
  `123456 password 123456789 12345678 12345 qwerty 1234567890 1234567 111111 abc123 password1 iloveyou
123123 admin qwerty123 letmein welcome monkey dragon football baseball sunshine princess master shadow superman
michael jennifer jordan hunter batman trustno1 ashley bailey passw0rd access mustang starwars login solo hello
freedom whatever qazwsx 1q2w3e4r 1qaz2wsx zaq12wsx q1w2e3r4 asdfgh zxcvbn zxcvbnm asdfghjkl qwertyuiop 654321 666666 121212
000000 7777777 888888 999999 555555 112233 123321 987654321 charlie donald daniel thomas robert george andrew
joshua matthew jessica amanda michelle nicole samantha elizabeth anthony william alexander christian patrick
richard maggie ginger pepper buster tigger killer soccer hockey ranger harley cookie summer winter spring autumn
monday friday january february march april august september october november december london paris berlin
madrid america england germany secret changeme default test guest root toor pass love lovely flower
orange banana purple yellow silver golden diamond computer internet google facebook samsung apple windows
chelsea liverpool arsenal barcelona juventus pokemon naruto matrix hacker cheese chicken chocolate butterfly
bitcoin ethereum crypto wallet satoshi nakamoto blockchain hodl tothemoon lambo doge dogecoin metamask vouch ledger trezor
trader trading binance coinbase hyperliquid moon seed private public money dollar million billion
corvette ferrari porsche mercedes yamaha phoenix thunder falcon eagle tiger panther jaguar wolf bear lion
angel heaven jesus christ blessed family mother father sister brother baby babygirl forever friends
the and you for are with this that from have not but what all were when your can said there use each which she
how their will other about out many then them these some her would make like him into time has look two more write
number way could people than first water been call who oil its now find long down day did get come made may part
over new sound take only little work know place year live back give most very after thing our just name good
sentence man think say great where help through much before line right too mean old any same tell boy follow came
want show also around form three small set put end does another well large must big even such because turn here
why ask went men read need land different home move try kind hand picture again change off play spell air away
animal house point page letter answer found study still learn should world high every near add food between own
below country plant last school keep tree never start city earth eye light thought head under story saw left few
while along might close something seem next hard open example begin life always those both paper together got
group often run important until children side feet car mile night walk white sea began grow took river four carry
state once book hear stop without second later miss idea enough eat face watch far really almost let above girl
sometimes mountain cut young talk soon list song being leave correct horse battery staple winter2024`
    .split(/\s+/)
    .filter((word, i, all) => all.indexOf(word) === i);
