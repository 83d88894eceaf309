using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Federation.Web;

/// <summary>Encrypts the secret of a data protection key before it is stored: the database alone opens no
/// session.</summary>
internal sealed class KeyEncryptor(WebKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedText = Convert.ToBase64String(key.Encrypt(plain));
        return new EncryptedXmlInfo(new XElement("sealed", sealedText), typeof(KeyDecryptor));
    }
}
