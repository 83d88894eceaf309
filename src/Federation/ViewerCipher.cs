using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Federation;

/// <summary>
/// A viewer's permutation of 16 bytes. Every call of the alliance names a member, and setting a cipher up costs far
/// more than one block does, so those that were set up are kept; each serves one caller at a time.
/// </summary>
internal sealed class ViewerCipher(byte[] key)
{
    private readonly ConcurrentBag<Ready> ready = [];

    public void Encrypt(Span<byte> block) => Transform(block, encrypt: true);

    public void Decrypt(Span<byte> block) => Transform(block, encrypt: false);

    private void Transform(Span<byte> block, bool encrypt)
    {
        if (!ready.TryTake(out var cipher))
            cipher = new Ready(key);
        block.CopyTo(cipher.Block);
        (encrypt ? cipher.Encryptor : cipher.Decryptor)
            .TransformBlock(cipher.Block, 0, cipher.Block.Length, cipher.Block, 0);
        cipher.Block.CopyTo(block);
        ready.Add(cipher);
    }

    private sealed class Ready
    {
        public Ready(byte[] key)
        {
            using var aes = Aes.Create();
            aes.Mode = CipherMode.ECB;
            aes.Padding = PaddingMode.None;
            aes.Key = key;
            (Encryptor, Decryptor) = (aes.CreateEncryptor(), aes.CreateDecryptor());
        }

        public byte[] Block { get; } = new byte[16];

        public ICryptoTransform Encryptor { get; }

        public ICryptoTransform Decryptor { get; }
    }
}
