//! The head of the files that the engine reads: magic, version and checksum before the content.

const HEAD: usize = 10;

/// What a kind of file is told by, and how messages speak of it.
#[derive(Debug, Clone, Copy)]
pub struct Seal {
    /// Its first bytes.
    pub magic: [u8; 4],
    /// The version of its content that this program reads and writes.
    pub version: u16,
    /// What it holds, as in *this is no file of …*.
    pub holds: &'static str,
    /// The same with its verb, as in *… cut short*.
    pub subject: &'static str,
    /// The possessive that goes with it.
    pub whose: &'static str,
}

impl Seal {
    /// The content of a file whose head fits and whose content is as it was written.
    ///
    /// # Errors
    ///
    /// Says what is wrong where the bytes are cut short, altered, of another version or another kind of file.
    pub fn open(self, bytes: &[u8]) -> Result<&[u8], String> {
        let Self {
            magic,
            version: needed,
            holds,
            subject,
            whose,
        } = self;
        if bytes.len() < HEAD || bytes[..4] != magic {
            return Err(format!("this is no file of Sidelight’s {holds}"));
        }
        let version = u16::from_le_bytes([bytes[4], bytes[5]]);
        if version != needed {
            return Err(format!(
                "{subject} of version {version}, and version {needed} is needed"
            ));
        }
        let content = &bytes[HEAD..];
        let checksum = u32::from_le_bytes([bytes[6], bytes[7], bytes[8], bytes[9]]);
        if crc32fast::hash(content) != checksum {
            return Err(format!(
                "{subject} cut short or altered: {whose} checksum does not fit"
            ));
        }
        Ok(content)
    }

    /// The file of a content.
    #[must_use]
    pub fn close(self, content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(content.len() + HEAD);
        bytes.extend(self.magic);
        bytes.extend(self.version.to_le_bytes());
        bytes.extend(crc32fast::hash(content).to_le_bytes());
        bytes.extend(content);
        bytes
    }
}
