//! The wallet's devices: which there are, and taking a lost one's rights away.

use bank_api::{
    encoding::Bytes,
    key::KeyId,
    message::{
        route,
        wallet::{DeviceInfo, Devices, RevokeDevice},
    },
    statement::{DeviceRevocation, Signed, Version1},
};

use crate::{Pin, Wallet, WalletError};

impl Wallet {
    /// The wallet's devices, as the bank knows them, the oldest first.
    pub async fn devices(&self) -> Result<Vec<DeviceInfo>, WalletError> {
        self.check_registered().await?;
        let devices: Devices = self.client().get(route::DEVICES, Some(self.device_key())).await?;
        Ok(devices.devices)
    }

    /// This device.
    pub fn device(&self) -> KeyId {
        self.device_key().public().id()
    }

    /// Takes a device's rights away, for ever: it can neither pay nor read any more. Needs the PIN, as the owner's root
    /// key signs it. Safe to repeat.
    pub async fn revoke_device(&self, device: KeyId, pin: Pin) -> Result<Vec<DeviceInfo>, WalletError> {
        self.check_registered().await?;
        let words = self.words(pin).await?;
        let (network, now) = (self.trust().network.clone(), self.client().now());
        let revocation = self
            .env()
            .block(move || {
                let root = words.root_key();
                let body =
                    DeviceRevocation { version: Version1, root_key: root.public(), device, issued_at: now };
                Signed::sign(body, &network, &root)
            })
            .await?;
        let body = RevokeDevice { revocation: Bytes(revocation.bytes().to_vec()) };
        let devices: Devices =
            self.client().post(route::DEVICE_REVOCATIONS, &body, None, self.device_key()).await?;
        Ok(devices.devices)
    }
}
