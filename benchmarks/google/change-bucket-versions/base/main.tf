terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = "acme-platform"
  region  = "europe-west1"
}

resource "google_storage_bucket" "drawings" {
  name                        = "acme-drawings"
  location                    = "EU"
  uniform_bucket_level_access = true
}
